import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { evaluate } from '../../../../test/support/gather/evaluate.ts';
import { compareScalars } from '../../../../test/support/gather/evaluation.ts';
import type { World, WorldActor } from '../../../../test/support/gather/gather-world.ts';
import { NOW, randomFrom } from '../../../../test/support/gather/make-items.ts';
import { makeWorld, TIME_ZONE } from '../../../../test/support/gather/make-world.ts';
import { ALL, randomGather } from '../../../../test/support/gather/random-gather.ts';
import { openTestKernel, type TestKernel } from '../../../../test/support/kernel.ts';
import { createCatalogue } from '../catalogue/create-catalogue.ts';
import { checkGather } from '../check/check-gather.ts';
import { type Gather, sectionsOf } from '../definition/gather.ts';
import type { IndexedColumns } from '../query/base-rows.ts';
import type { GatherDeps } from './gather-deps.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { GatherResult, Row } from './gather-result.ts';
import { runGather } from './run-gather.ts';

/** Listings to try; more find more: GATHER_CASES=5000. */
const CASES = Number(process.env['GATHER_CASES'] ?? 120);
const ITEMS = Number(process.env['GATHER_ITEMS'] ?? 45);
const SEED = Number(process.env['GATHER_SEED'] ?? 7);

let site: TestKernel;
let world: World;
let actors: readonly WorldActor[];
let deps: GatherDeps;
/** Columns that are asked for as if they had an index: every second listing. */
let indexed: IndexedColumns = { byValue: new Set(), inOrder: new Set() };

before(async () => {
  site = await openTestKernel();
  ({ world, actors } = await makeWorld(site, SEED, ITEMS));
  const { database, items } = site;
  deps = {
    database,
    items,
    findCatalogue: createCatalogue({ items, pluginBases: () => [] }),
    indexed: () => indexed,
    clock: { now: () => NOW },
    timeZone: () => TIME_ZONE,
  };
});
after(() => site[Symbol.asyncDispose]());

/** Of somebody; no listing: it happened to make no sense. */
async function someListing(seed: number, actor: number) {
  const who = actors[actor % actors.length];
  if (!who) throw new Error('There is nobody.');
  const catalogue = await deps.findCatalogue(who.ctx);
  const having = (what: 'values' | 'order') =>
    new Set(seed % 2 === 0 ? indexableBy(catalogue, what) : []);
  indexed = { byValue: having('values'), inOrder: having('order') };
  const made = randomGather(world, catalogue, randomFrom(seed));
  return { who, gather: checkGather(catalogue, made).length === 0 ? made : undefined };
}

function indexableBy(catalogue: Catalogue, what: 'values' | 'order'): readonly string[] {
  const columns = [...(catalogue.findBase('item')?.columns.values() ?? [])];
  return columns.flatMap(({ name, indexable }) => (indexable === what ? [name] : []));
}

const run = (who: WorldActor, gather: Gather, query: Parameters<typeof runGather>[4]) =>
  runGather(deps, who.ctx, gather, ALL, query);

async function expected(who: WorldActor, gather: Gather) {
  const sections = sectionsOf(gather, ALL);
  const catalogue = await deps.findCatalogue(who.ctx);
  const usual =
    catalogue.findBase(gather.base)?.columns.has('created') &&
    !sections.fields.some(({ aggregate }) => aggregate);
  const sorts =
    sections.sorts.length > 0 || !usual
      ? sections.sorts
      : [{ column: 'created', direction: 'desc' as const }];
  return evaluate({ world, catalogue, who, base: gather.base, sections: { ...sections, sorts } });
}

test('any listing answers the rows that the same question asked record by record does, in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.nat(), async (seed, actor) => {
      const { who, gather } = await someListing(seed, actor);
      if (!gather) return;
      const rows = await expected(who, gather);
      const result = await run(who, gather, { total: true, size: 200 });
      assert.deepEqual(result.total, { count: rows.length, exact: true });
      const all = await allPages(who, gather, 200, result);
      compare(gather, all, rows);
    }),
    { numRuns: CASES, seed: SEED },
  );
});

test('page by page, by number and by cursor, a listing is the same as at once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer(),
      fc.nat(),
      fc.integer({ min: 1, max: 7 }),
      async (seed, actor, size) => {
        const { who, gather } = await someListing(seed, actor);
        if (!gather) return;
        const whole = await allPages(who, gather, 200, await run(who, gather, { size: 200 }));
        if (whole.length > 60) return;
        const byNumber: Row[] = [];
        for (let page = 0, more = true; more; page += 1) {
          const result = await run(who, gather, { size, page });
          byNumber.push(...result.rows);
          ({ more } = result);
        }
        assert.deepEqual(byNumber, whole);
        const first = await run(who, gather, { size });
        if (first.next === undefined) return;
        const byCursor = [...first.rows];
        for (let after = first.next as string | undefined; after !== undefined;) {
          const result: GatherResult = await run(who, gather, { size, after });
          byCursor.push(...result.rows);
          after = result.next;
        }
        assert.deepEqual(byCursor, whole);
      },
    ),
    { numRuns: Math.ceil(CASES / 4), seed: SEED },
  );
});

async function allPages(who: WorldActor, gather: Gather, size: number, first: GatherResult) {
  const rows = [...first.rows];
  for (let page = 1, { more } = first; more; page += 1) {
    const result = await run(who, gather, { size, page });
    rows.push(...result.rows);
    ({ more } = result);
  }
  return rows;
}

/** Groups and records that are said once have no one order among those that are the same in it. */
function compare(
  gather: Gather,
  actual: readonly Row[],
  rows: Awaited<ReturnType<typeof expected>>,
) {
  const { fields, distinct, relationships } = gather.defaults;
  const isGrouped = fields.some(({ aggregate }) => aggregate);
  const said = (all: readonly { id?: string | undefined; values: object }[]) =>
    all.map(({ id, values }) =>
      JSON.stringify([
        id ?? null,
        Object.entries(values).map(([key, value]) => [key, rounded(value)]),
      ]),
    );
  const [got, wanted] = [said(actual), said(rows)];
  if (isGrouped || (distinct && relationships.length > 0)) {
    assert.deepEqual(got.toSorted(), wanted.toSorted());
    if (isGrouped) assert.ok(isInOrder(gather, actual), 'groups are in order');
  } else assert.deepEqual(got, wanted);
}

/** Sums of floating numbers depend on the order in which they are summed. Keys of JSON have none. */
function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(12));
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, rounded(inner)]);
}

function isInOrder(gather: Gather, rows: readonly Row[]): boolean {
  const [sort] = gather.defaults.sorts;
  const field = gather.defaults.fields.find(
    ({ column, of, aggregate }) =>
      column === sort?.column && of === sort?.of && aggregate === sort?.aggregate,
  );
  if (!sort || !field?.aggregate) return true;
  const values = rows.map((row) => row.values[field.id]).filter((value) => value !== null);
  return values.every((value, i) => {
    const order = i === 0 ? 0 : compareScalars(values[i - 1], value);
    return sort.direction === 'asc' ? order <= 0 : order >= 0;
  });
}
