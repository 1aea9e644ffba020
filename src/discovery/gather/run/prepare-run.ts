import type { RequestContext } from '#grammar/access';
import type { Queries } from '#platform/database';
import type { Display, Gather, Sections } from '../definition/gather.ts';
import { sectionsOf } from '../definition/gather.ts';
import { LARGEST_PAGE } from '../definition/gather-schema.ts';
import type { RowScope } from '../query/base-rows.ts';
import { type CompiledQuery, compileQuery, type PageOf } from '../query/compile-query.ts';
import { knownTables } from '../query/known-tables.ts';
import type { QueryNode } from '../query/nodes.ts';
import { resolveQuery } from '../query/resolve-query.ts';
import { type ArgumentValue, argumentValues } from './argument-values.ts';
import { chosenFilters } from './chosen-filters.ts';
import { chosenSorts } from './chosen-sorts.ts';
import { decodeCursor, listOf } from './cursor.ts';
import type { GatherDeps } from './gather-deps.ts';
import type { GatherQuery, GatherResult, ResultColumn } from './gather-result.ts';
import { GatherNotGrouped, GatherTooDeep } from './run-errors.ts';
import { DEEPEST_OFFSET } from './run-limits.ts';

/** A run of which everything is known but the rows. */
export interface PreparedRun {
  readonly sections: Sections;
  readonly columns: readonly ResultColumn[];
  readonly query: QueryNode;
  readonly arguments: readonly ArgumentValue[];
  readonly problems: GatherResult['problems'];
  /** Which pages its cursors are of. */
  readonly list: string;
  readonly size: number;
  readonly page: PageOf;
  /** Its rows have to be asked about: a plugin may hide items or fields. */
  readonly isPartial: boolean;
  /** The statements, over a connection. */
  compile(queries: Queries): CompiledQuery;
  scope(queries: Queries): RowScope;
}

export async function prepareRun(
  deps: GatherDeps,
  ctx: RequestContext,
  gather: Gather,
  display: Display,
  asked: GatherQuery,
): Promise<PreparedRun> {
  const { items, clock } = deps;
  const sections = sectionsOf(gather, display);
  const [catalogue, access] = [await deps.findCatalogue(ctx), await items.listAccess(ctx)];
  const tables = knownTables(catalogue, gather.base, sections.relationships);
  const asking = { ctx, now: clock.now(), timeZone: deps.timeZone() };
  const given = await argumentValues({ items, tables, asking }, ctx, sections.arguments, asked);
  const filters = chosenFilters(tables, sections.filters, asked.exposed ?? {});
  const sorts = chosenSorts(tables, sections, asked.sort);
  const choices = {
    filters: filters.filters,
    conditions: given.map(({ condition }) => condition),
    sorts: sorts.sorts,
  };
  const query = resolveQuery(tables, sections, choices, asking);
  const readsItems = [query.base, ...query.joins.map(({ base }) => base)].some(
    ({ rows }) => rows.of === 'item' || rows.of === 'revision',
  );
  const isPartial = access.isPartial && readsItems;
  if (isPartial && query.grouping !== 'none') throw new GatherNotGrouped();
  const scope = (queries: Queries): RowScope => ({
    queries,
    actor: ctx.actor,
    items: access,
    indexed: deps.indexed(),
  });
  const compile = (queries: Queries) => compileQuery(scope(queries), query);
  const list = listOf(gather.name, display.id, query);
  const size = sizeOf(asked.size ?? sections.pager.size);
  return {
    sections,
    columns: sections.fields.flatMap((column): ResultColumn[] => {
      const found = tables.find(column);
      return found ? [{ column, source: found.column }] : [];
    }),
    query,
    arguments: given,
    problems: [...filters.problems, ...sorts.problems],
    list,
    size,
    page: pageOf(asked, size, list, compile(deps.database.queries)),
    isPartial,
    compile,
    scope,
  };
}

function sizeOf(size: number): number {
  return Number.isInteger(size) && size > 0 ? Math.min(size, LARGEST_PAGE) : LARGEST_PAGE;
}

/** One row more than asked for tells whether there is a next page. */
function pageOf(
  { page = 0, after }: GatherQuery,
  size: number,
  list: string,
  { casts, hasCursor }: CompiledQuery,
): PageOf {
  if (after !== undefined && hasCursor)
    return { limit: size + 1, offset: 0, after: decodeCursor(list, casts, after) };
  const offset = Number.isInteger(page) && page > 0 ? page * size : 0;
  if (offset > DEEPEST_OFFSET) throw new GatherTooDeep(DEEPEST_OFFSET);
  return { limit: size + 1, offset };
}
