import { DRAFT, type ItemId, LIVE, newId, type StageId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Kernel } from '#kernel';
import { CompiledQuery } from 'kysely';
import { statementsOf } from '#discovery/gather';
import { openBenchDatabase } from './bench-database.ts';
import { fillDatabase } from './data-set.ts';
import { type BenchOptions, type Figure, medianMs, rounded } from './figures.ts';
import { createListing, type Listing, openSite } from './gather-site.ts';
import { listingCases } from './gather-queries.ts';

type Report = (figure: Omit<Figure, 'bench'>) => void;

/** So many changes a stage has, one after the other. */
const CHANGES = [10, 1_000, 10_000];
const LISTINGS = ['newest', 'newest_of_type'];

interface Measuring {
  readonly kernel: Kernel;
  readonly system: RequestContext;
  readonly listings: readonly Listing[];
  readonly ids: readonly ItemId[];
  readonly runs: number;
  readonly isPostgres: boolean;
  readonly report: Report;
}

/** Items and lists in live and in stages, and how fast a stage is published and taken back. */
export async function benchStages(options: BenchOptions): Promise<void> {
  const count = options.quick ? 5_000 : 50_000;
  await using bench = await openBenchDatabase(options.databaseUrl);
  await using site = await openSite(bench);
  const { kernel, system } = site;
  const ids = await fillDatabase(kernel.database, kernel.items, system, count, options.progress);
  await vacuum(kernel);
  const deep = { rows: 0, created: '', id: '' };
  const listings: Listing[] = [];
  for (const one of listingCases({ term: '', deep }))
    if (LISTINGS.includes(one.name)) listings.push(await createListing(kernel, system, one));
  const report: Report = (figure) => options.report({ bench: 'stages', ...figure });
  const runs = options.quick ? 20 : 60;
  const isPostgres = bench.url !== undefined;
  const measuring = { kernel, system, listings, ids, runs, isPostgres, report };

  options.progress('live');
  const before = await measureStage(measuring, LIVE, 'live, no stage has changes');
  let done = 0;
  for (const changes of CHANGES.filter((many) => many <= count / 2)) {
    options.progress(`a stage with ${changes} changes`);
    await change(measuring, DRAFT, ids.slice(done, changes));
    done = changes;
    await vacuum(kernel);
    await measureStage(measuring, DRAFT, `a stage with ${changes} changes`);
  }
  const second = await kernel.stages.create(system, {
    name: 'second',
    label: '2',
    upstream: DRAFT,
  });
  const third = await kernel.stages.create(system, {
    name: 'third',
    label: '3',
    upstream: second.id,
  });
  options.progress('a chain of three');
  await change(measuring, second.id, ids.slice(0, 100));
  await change(measuring, third.id, ids.slice(50, 150));
  await vacuum(kernel);
  await measureStage(measuring, third.id, 'a chain of three stages over live');
  options.progress('live again');
  const after = await measureStage(measuring, LIVE, `live, a stage has ${done} changes`);
  report({
    case: 'live with stages, beside live without',
    value: rounded(after),
    unit: 'ms',
    floor: rounded(before),
    ratio: rounded(after / before),
    yardstick: 'at most 1.1 times',
    holds: after <= before * 1.1,
  });
  await measurePublish(measuring, options);
}

/** Milliseconds of an item and the lists together. */
async function measureStage(
  { kernel, system, listings, ids, runs, isPostgres, report }: Measuring,
  stage: StageId,
  where: string,
): Promise<number> {
  const ctx = { ...system, actor: await kernel.users.anonymous(), stage };
  const { reading } = kernel.database;
  let next = 0;
  const works: { readonly name: string; readonly work: () => Promise<unknown> }[] = [
    {
      name: 'item',
      work: async () =>
        kernel.items.getItem(ctx, ids[(next += 7919) % ids.length] ?? newId<'item'>()),
    },
  ];
  for (const { gather, display, label } of listings) {
    const { page } = await statementsOf(kernel, ctx, gather, display, { total: false });
    works.push({ name: label, work: async () => reading.executeQuery(page) });
  }
  works.push({
    name: 'items by REST, newest 25',
    work: async () => kernel.items.listItems(ctx, { limit: 25 }),
  });
  let all = 0;
  for (const { name, work } of works) {
    await medianMs(12, work);
    const ms = await medianMs(runs, work);
    all += ms;
    report({
      case: `${name}, ${where}`,
      value: rounded(ms),
      unit: 'ms',
      ...(stage !== LIVE && isPostgres && name !== 'item'
        ? { yardstick: 'at most 10 ms', holds: ms <= 10 }
        : {}),
    });
  }
  return all;
}

async function measurePublish(
  { kernel, system, report }: Measuring,
  { progress }: BenchOptions,
): Promise<void> {
  progress('publish');
  const begun = performance.now();
  const { id, changes } = await kernel.stages.publish(system, DRAFT);
  const rate = (changes * 1_000) / (performance.now() - begun);
  report({
    case: `publish of ${changes} items`,
    value: rounded(rate),
    unit: 'items/s',
    yardstick: 'at least 2,000 items/s',
    holds: rate >= 2_000,
  });
  if (id === undefined) return;
  progress('taking it back');
  const again = performance.now();
  await kernel.stages.undo(system, id);
  report({
    case: 'taking it back',
    value: rounded((changes * 1_000) / (performance.now() - again)),
    unit: 'items/s',
  });
}

/** Another title and text for each of the items, as a save in the stage writes them. */
async function change(
  { kernel, system }: Measuring,
  stage: StageId,
  ids: readonly ItemId[],
): Promise<void> {
  const ctx = { ...system, stage };
  await kernel.database.transaction(async (queries) => {
    for (const [i, id] of ids.entries())
      await kernel.items.updateItem(ctx, id, 'current', { title: `Another ${i}` }, { queries });
  });
}

async function vacuum({ database }: Kernel): Promise<void> {
  await database.queries.executeQuery(CompiledQuery.raw('vacuum analyze'));
}
