import { isObject } from '#base';
import type { Queries } from '#platform/database';
import { CompiledQuery } from 'kysely';
import type { CompiledGather } from '../run/gather-deps.ts';

/** What the database did for a statement, as far as it matters here. */
export interface Plan {
  /** The most rows that one step read, whatever came of them. */
  readonly rows: number;
}

/**
 * Has the database answer and say how. Estimates would not do: it has no statistics of values
 * inside documents before there is an index on them.
 */
export async function readPlan(
  queries: Queries,
  { sql, parameters }: CompiledGather,
): Promise<Plan> {
  const explained = await queries.executeQuery<{ 'QUERY PLAN': unknown }>(
    CompiledQuery.raw(`explain (analyze, timing off, format json) ${sql}`, [...parameters]),
  );
  const said = explained.rows[0]?.['QUERY PLAN'];
  const [root]: readonly unknown[] = Array.isArray(said) ? said : [];
  return { rows: isObject(root) ? mostRows(root['Plan']) : 0 };
}

function mostRows(node: unknown): number {
  if (!isObject(node)) return 0;
  const below: readonly unknown[] = Array.isArray(node['Plans']) ? node['Plans'] : [];
  const read =
    numberIn(node, 'Actual Rows') +
    numberIn(node, 'Rows Removed by Filter') +
    numberIn(node, 'Rows Removed by Index Recheck');
  return Math.max(read * numberIn(node, 'Actual Loops'), ...below.map(mostRows));
}

function numberIn(node: object, key: string): number {
  const value: unknown = Reflect.get(node, key);
  return typeof value === 'number' ? value : 0;
}
