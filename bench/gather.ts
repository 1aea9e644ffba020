import { deepStrictEqual } from 'node:assert/strict';
import { isObject } from '#base';
import { statementsOf } from '#discovery/gather';
import type { RequestContext } from '#grammar/access';
import type { Kernel } from '#kernel';
import type { CompiledQuery } from 'kysely';
import { openBenchDatabase } from './bench-database.ts';
import { type BenchOptions, type Figure, mediansByTurns, rounded } from './figures.ts';
import { fillForListings, TOP_TERM } from './gather-data.ts';
import { changesOf, explain, keepPlan } from './gather-plans.ts';
import { listingCases, SIZE } from './gather-queries.ts';
import { buildIndexes, createListing, type Listing, openSite, rowAt } from './gather-site.ts';

/** As many as the yardsticks and the kept plans are about. */
const USUAL = 50_000;

/**
 * Listings as an anonymous reader gets them: their statement beside the best that one would write
 * by hand on the same indexes, and the whole run of them.
 */
export async function benchGather(options: BenchOptions): Promise<void> {
  const count = options.items ?? (options.quick ? 5_000 : USUAL);
  await using bench = await openBenchDatabase(options.databaseUrl);
  await using site = await openSite(bench);
  const { kernel, system } = site;
  const filling = performance.now();
  await fillForListings(kernel, system, count, options.progress);
  options.note(`${count} items in ${Math.round((performance.now() - filling) / 1000)} s`);

  const ctx = { ...system, actor: await kernel.users.anonymous() };
  const term = TOP_TERM;
  const cases = listingCases({ term, deep: await rowAt(kernel, Math.min(10_000, count / 2)) });
  const listings: Listing[] = [];
  for (const one of cases) listings.push(await createListing(kernel, system, one));
  await buildIndexes(site, listings, options);
  for (const listing of listings) {
    options.progress(listing.label);
    await measure({ kernel, ctx, count, options }, listing);
  }
}

interface Measuring {
  readonly kernel: Kernel;
  /** Who reads. */
  readonly ctx: RequestContext;
  readonly count: number;
  readonly options: BenchOptions;
}

async function measure(measuring: Measuring, listing: Listing): Promise<void> {
  const { kernel, ctx, count, options } = measuring;
  const { gathers, database } = kernel;
  const reading = database.reading;
  const { asked, statement } = await statementOf(measuring, listing);
  const byHand = listing.byHand.compile(reading);
  const [ours, theirs] = [
    await reading.executeQuery(statement),
    await reading.executeQuery(byHand),
  ];
  deepStrictEqual(answerOf(ours.rows), answerOf(theirs.rows), listing.name);

  const works = [
    () => reading.executeQuery(byHand),
    () => reading.executeQuery(statement),
    () => gathers.run(ctx, listing.name, 'page', asked),
  ];
  // The server plans a prepared statement anew for the first few times.
  const first = await mediansByTurns(7, works);
  const turn = first.reduce((sum, one) => sum + one, 0);
  const runs = Math.round(Math.min(100, Math.max(9, 12_000 / turn)));
  const [floor = 0, ms = 0, run = 0] = await mediansByTurns(runs, works);
  const report = (figure: Omit<Figure, 'bench'>): void =>
    options.report({ bench: 'gather', ...figure });
  const ratio = ms / floor;
  const most = mostMs(measuring, listing);
  const isJudged = most !== undefined;
  const inTime = isJudged && Number.isFinite(most) ? `at most ${most} ms` : undefined;
  report({
    case: `${listing.label}, ${count} items`,
    value: rounded(ms),
    unit: 'ms',
    floor: rounded(floor),
    ratio: rounded(ratio),
    ...(isJudged
      ? {
          yardstick: ['at most 1.5 times by hand', ...(inTime ? [inTime] : [])].join(', '),
          holds: ratio <= 1.5 && ms <= most,
        }
      : {}),
  });
  report({
    case: '  as the engine runs it',
    value: rounded(run),
    unit: 'ms',
    ...(isJudged && inTime ? { yardstick: inTime, holds: run <= most } : {}),
  });
  if (database.kind === 'postgres' && count === USUAL)
    await comparePlan(measuring, listing.name, statement);
}

/** On ten times as much, pages may take twice as long, and counts grow. undefined: nothing is said. */
function mostMs({ kernel, count }: Measuring, listing: Listing): number | undefined {
  if (kernel.database.kind !== 'postgres') return undefined;
  const { mostMs = Number.POSITIVE_INFINITY, counts } = listing;
  if (count === USUAL) return mostMs;
  if (count === 10 * USUAL) return counts ? Number.POSITIVE_INFINITY : 2 * mostMs;
  return undefined;
}

/** What the engine sends, and what a reader asks for it. */
async function statementOf({ kernel, ctx }: Measuring, listing: Listing) {
  const asked = listing.counts
    ? { total: true }
    : { total: false, ...(await startOf(listing.skipped ?? 0)) };
  const { page, count } = await statementsOf(kernel, ctx, listing.gather, listing.display, asked);
  return { asked, statement: listing.counts ? count : page };

  async function startOf(skipped: number) {
    if (skipped === 0) return {};
    const before = { page: skipped / SIZE - 1, total: false };
    const { next } = await kernel.gathers.run(ctx, listing.name, 'page', before);
    if (next === undefined) throw new Error('There is no page so deep.');
    return { after: next };
  }
}

/** Which items, how many there are, or what rows were grouped by and how many each has. */
function answerOf(rows: readonly unknown[]): readonly unknown[] {
  return rows.map((row) => {
    if (!isObject(row)) return row;
    if ('count' in row) return Number(row['count']);
    if ('id' in row) return row['id'];
    const group = row['o0'];
    return [isObject(group) ? group['value'] : group, Number(row['o1'])];
  });
}

async function comparePlan(
  { kernel, options }: Measuring,
  name: string,
  statement: CompiledQuery,
): Promise<void> {
  const plan = await explain(kernel.database.queries, statement);
  if (options.updatePlans) return keepPlan(name, plan);
  const changes = await changesOf(name, plan);
  if (changes !== undefined)
    options.note(`The plan of ${name} is not as it was (bench/plans/${name}.txt):\n${changes}`);
}
