import type { CompiledQuery } from '../query/compile-query.ts';
import { argumentLabels } from './argument-labels.ts';
import { cacheOf } from './cache-of.ts';
import { encodeCursor } from './cursor.ts';
import type { CompileGather, RunGather } from './gather-deps.ts';
import type { GatherQuery, GatherResult, Total } from './gather-result.ts';
import { prepareRun, type PreparedRun } from './prepare-run.ts';
import { readLimited } from './read-limited.ts';
import { orderOf, resultRow } from './result-rows.ts';
import { MOST_COUNTED } from './run-limits.ts';
import { seenRows } from './seen-rows.ts';

/** Runs one display as the actor may see it. */
export const runGather: RunGather = async (deps, ctx, gather, display, asked) => {
  const { database, items } = deps;
  const run = await prepareRun(deps, ctx, gather, display, asked);
  const { query, sections, columns, problems } = run;
  const { seen, hasCursor, casts, counted, labels } = await readLimited(
    database,
    ctx,
    async (queries) => {
      const compiled = run.compile(queries);
      const [page, total, named] = await Promise.all([
        seenRows(items, ctx, run, compiled, queries),
        wantsTotal(run, asked) && maySayTotal(run, asked) ? count(compiled, queries) : undefined,
        argumentLabels(items, ctx, run.scope(queries), run.arguments),
      ]);
      return { ...compiled, seen: page, counted: total, labels: named };
    },
  );
  const { rows, more } = seen;
  const last = rows.at(-1);
  const total =
    seen.total !== undefined && wantsTotal(run, asked)
      ? { count: seen.total, exact: true }
      : counted;
  return {
    gather,
    display,
    sections,
    columns,
    rows: rows.map((row) => resultRow(query, row)),
    ...(total ? { total } : {}),
    ...(more && last && hasCursor
      ? { next: encodeCursor(run.list, orderOf(last, casts.length)) }
      : {}),
    more,
    argumentLabels: labels,
    problems,
    cache: cacheOf(
      ctx,
      query,
      sections,
      items.listTypes(ctx).map(({ type }) => type),
    ),
  } satisfies GatherResult;
};

/** The statement of a page, without running it. */
export const compileGather: CompileGather = async (deps, ctx, gather, display, asked) => {
  const { queries } = deps.database;
  const run = await prepareRun(deps, ctx, gather, display, asked);
  const { sql: text, parameters } = run.compile(queries).page(run.page).compile(queries);
  // Whatever has a meaning in it stands in the parameters, so that it may be put in one line.
  return { sql: text.replaceAll(/\s+/g, ' ').trim(), parameters };
};

function wantsTotal({ sections, page }: PreparedRun, { total }: GatherQuery): boolean {
  return total ?? (sections.pager.kind === 'full' && page.after === undefined);
}

/** The database counts what plugins hide as well: of what a reader looks for, that would say it. */
function maySayTotal(
  { isPartial }: PreparedRun,
  { exposed = {}, arguments: given = {} }: GatherQuery,
) {
  if (!isPartial) return true;
  return ![...Object.values(exposed).flat(), ...Object.values(given)].some((text) => text !== '');
}

async function count(
  compiled: CompiledQuery,
  queries: Parameters<ReturnType<CompiledQuery['count']>['execute']>[0],
): Promise<Total> {
  const { rows } = await compiled.count(MOST_COUNTED + 1).execute(queries);
  const found = rows[0]?.count ?? 0;
  return found > MOST_COUNTED
    ? { count: MOST_COUNTED, exact: false }
    : { count: found, exact: true };
}
