import type { RequestContext } from '#grammar/access';
import type { CompiledQuery } from 'kysely';
import { readIndexedColumns } from '../advisor/index-store.ts';
import { createCatalogue } from '../catalogue/create-catalogue.ts';
import type { Display, Gather } from '../definition/gather.ts';
import type { GatherDeps } from './gather-deps.ts';
import type { GatherQuery } from './gather-result.ts';
import { prepareRun } from './prepare-run.ts';
import { MOST_COUNTED } from './run-limits.ts';

/** What one run sends to the database: for measurements, beside what one would write by hand. */
export async function statementsOf(
  { database, items, clock }: Pick<GatherDeps, 'database' | 'items' | 'clock'>,
  ctx: RequestContext,
  gather: Gather,
  display: Display,
  asked: GatherQuery,
): Promise<{ readonly page: CompiledQuery; readonly count: CompiledQuery }> {
  const findCatalogue = createCatalogue({ items, pluginBases: () => [] });
  const indexed = await readIndexedColumns(database.queries);
  const parts = { database, items, clock, findCatalogue };
  const engine = { ...parts, indexed: () => indexed, timeZone: () => 'UTC' };
  const { compile, page } = await prepareRun(engine, ctx, gather, display, asked);
  const compiled = compile(database.reading);
  return {
    page: compiled.page(page).compile(database.reading),
    count: compiled.count(MOST_COUNTED + 1).compile(database.reading),
  };
}
