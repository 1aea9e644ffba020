import { isObject } from '#base';
import type { Queries } from '#platform/database';
import { sql } from 'kysely';
import type { IndexedColumns } from '../query/base-rows.ts';
import type { IndexColumn, IndexDirection, WantedIndex } from './wanted-index.ts';

/** All SQL about indexes that gathers asked for. */

export interface OwnIndex extends WantedIndex {
  readonly state: 'waiting' | 'ready' | 'failed';
  readonly reason: string;
  /** Bytes; 0 while it is not there. */
  readonly size: number;
}

export async function listIndexes(queries: Queries): Promise<readonly OwnIndex[]> {
  const rows = await queries
    .selectFrom('gather_index')
    .select(['name', 'columns', 'label', 'state', 'reason'])
    .select(
      sql<number>`coalesce(pg_relation_size(to_regclass(quote_ident(name))), 0)::float8`.as('size'),
    )
    .orderBy('label')
    .execute();
  return rows.map(({ columns, ...row }) => ({ ...row, columns: columnsOf(columns) }));
}

/** The columns of indexes that are ready. */
export async function readIndexedColumns(queries: Queries): Promise<IndexedColumns> {
  const rows = await queries
    .selectFrom('gather_index')
    .select('columns')
    .where('state', '=', 'ready')
    .execute();
  const first = rows.flatMap((row) => columnsOf(row.columns).slice(0, 1));
  const named = (isEach: boolean): ReadonlySet<string> =>
    new Set(first.filter((one) => (one.direction === 'each') === isEach).map((one) => one.column));
  return { byValue: named(true), inOrder: named(false) };
}

export async function insertIndex(
  queries: Queries,
  { name, columns, label }: WantedIndex,
  now: Date,
): Promise<void> {
  const row = { columns: JSON.stringify(columns), label, state: 'waiting', reason: '' } as const;
  await queries
    .insertInto('gather_index')
    .values({ name, ...row, created: now })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .execute();
}

export async function writeState(
  queries: Queries,
  name: string,
  state: OwnIndex['state'],
  reason = '',
): Promise<void> {
  await queries
    .updateTable('gather_index')
    .set({ state, reason })
    .where('name', '=', name)
    .execute();
}

export async function removeIndex(queries: Queries, name: string): Promise<void> {
  await queries.deleteFrom('gather_index').where('name', '=', name).execute();
}

/** What an attempt that broke off left: it is there, and nothing uses it. */
export async function isBroken(queries: Queries, name: string): Promise<boolean> {
  const { rows } = await sql<{ valid: boolean }>`
    select indisvalid as valid from pg_index where indexrelid = to_regclass(${name})`.execute(
    queries,
  );
  return rows[0]?.valid === false;
}

function columnsOf(stored: unknown): readonly IndexColumn[] {
  return (Array.isArray(stored) ? stored : []).flatMap((one: unknown) =>
    isObject(one) && typeof one['column'] === 'string'
      ? [{ column: one['column'], direction: directionOf(one['direction']) }]
      : [],
  );
}

function directionOf(stored: unknown): IndexDirection {
  return stored === 'desc' || stored === 'each' ? stored : 'asc';
}
