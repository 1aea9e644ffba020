import type { Host } from '../host.ts';
import type { Json } from '../json.ts';
import { asking } from '../refused.ts';
import { and, compare } from './conditions.ts';
import type { Changed, Condition, Join, SelectedColumn, SelectQuery, Which } from './query.ts';

type Column<Of> = Extract<keyof Of, string>;
type Scalar<Value> = Extract<Value, string | number | boolean>;
/** What may be saved of a row; what is left out takes its default. */
type Values<Of> = { readonly [Name in Column<Of>]?: Of[Name] };

/**
 * The tables of `[tables]` in the manifest: `ctx.db.select<Note>('note').where('item', 'eq', id)`.
 * `Note` says what a row holds, by the names of its columns. Writing is refused where something is
 * only read, as in `itemView`.
 */
export interface Db {
  /** Also `items`, `users` and `terms` of the kernel, with the capability `db_read`. */
  select<Of extends object>(from: string): Choosing<Of>;
  insert<Of extends object>(into: string, rows: Values<Of> | readonly Values<Of>[]): Inserting<Of>;
  update<Of extends object>(table: string, set: Values<Of>): Changing<Of>;
  delete<Of extends object>(from: string): Changing<Of>;
  /** Needs the capability `raw_sql`. */
  query<Of extends object>(
    sql: string,
    parameters?: readonly Json[],
  ): Changed<Of> & { readonly rows: readonly Of[] };
}

/** Rows that are asked for. Every call answers another one; nothing is asked before the last. */
export interface Choosing<Of extends object> {
  /** Those of several calls hold together. */
  where(condition: Condition<Of>): Choosing<Of>;
  where<Name extends Column<Of>>(
    column: Name,
    op: 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge',
    value: Scalar<Of[Name]>,
  ): Choosing<Of>;
  join(join: Join): Choosing<Of>;
  columns(...columns: readonly SelectedColumn[]): Choosing<Of>;
  order(column: Column<Of>, direction?: 'asc' | 'desc'): Choosing<Of>;
  limit(rows: number): Choosing<Of>;
  offset(rows: number): Choosing<Of>;
  rows(): readonly Of[];
  /** undefined: there is none. */
  first(): Of | undefined;
  /** How many there are, whatever the limit. */
  count(): number;
}

/** Rows that are to be changed or deleted. */
export interface Changing<Of extends object> {
  where(condition: Condition<Of>): Changing<Of>;
  where<Name extends Column<Of>>(
    column: Name,
    op: 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge',
    value: Scalar<Of[Name]>,
  ): Changing<Of>;
  /** Without any condition. */
  all(): Changing<Of>;
  /** Does it; answers how many rows. */
  run(): number;
  /** Does it; answers these columns of them. */
  returning<Name extends Column<Of>>(...columns: readonly Name[]): readonly Pick<Of, Name>[];
}

export type Inserting<Of extends object> = Pick<Changing<Of>, 'run' | 'returning'>;

export function createDb({ db, rawSql }: Pick<Host, 'db' | 'rawSql'>): Db {
  // What the kernel answers is as it says.
  const ask = (what: 'select' | 'insert' | 'update' | 'delete', query: object) =>
    JSON.parse(asking(() => db[what](JSON.stringify(query))));
  const doing = <Of extends object>(
    what: 'insert' | 'update' | 'delete',
    query: object,
  ): Inserting<Of> => ({
    run: () => ask(what, query).count,
    returning: (...returning) => ask(what, { ...query, returning }).rows ?? [],
  });
  const changing = <Of extends object>(
    what: 'update' | 'delete',
    query: object,
    which: Which | undefined,
  ): Changing<Of> => ({
    where: (...given: ConditionArguments<Of>) =>
      changing<Of>(what, query, { where: both(whereOf(which), conditionOf(given)) }),
    all: () => changing<Of>(what, query, { all: true }),
    ...doing<Of>(what, { ...query, ...which }),
  });
  return {
    select: (from) => choosing({ from }, (query) => ask('select', query)),
    insert: (into, rows) => doing('insert', { into, rows: Array.isArray(rows) ? rows : [rows] }),
    update: (table, set) => changing('update', { table, set }, undefined),
    delete: (from) => changing('delete', { from }, undefined),
    query: (sql, parameters = []) =>
      JSON.parse(asking(() => rawSql.query(sql, JSON.stringify(parameters)))),
  };
}

function choosing<Of extends object>(
  query: SelectQuery,
  ask: (query: SelectQuery) => { readonly rows: readonly Of[]; readonly count?: number },
): Choosing<Of> {
  const also = (more: Partial<SelectQuery>) => choosing<Of>({ ...query, ...more }, ask);
  return {
    where: (...given: ConditionArguments<Of>) =>
      also({ where: both(query.where, conditionOf(given)) }),
    join: (join) => also({ join: [...(query.join ?? []), join] }),
    columns: (...columns) => also({ columns }),
    order: (column, direction = 'asc') =>
      also({ order: [...(query.order ?? []), { column, direction }] }),
    limit: (limit) => also({ limit }),
    offset: (offset) => also({ offset }),
    rows: () => ask(query).rows,
    first: () => ask({ ...query, limit: 1 }).rows[0],
    count: () => ask({ ...query, limit: 1, offset: 0, count: true }).count ?? 0,
  };
}

type ConditionArguments<Of> =
  | readonly [condition: Condition<Of>]
  | readonly [
      column: Column<Of>,
      op: 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge',
      value: string | number | boolean,
    ];

/** The kernel knows columns by their names alone. */
function conditionOf<Of>(given: ConditionArguments<Of>): Condition {
  return given.length === 1 ? given[0] : compare(...given);
}

function whereOf(which: Which | undefined): Condition | undefined {
  return which && 'where' in which ? which.where : undefined;
}

function both(one: Condition | undefined, other: Condition): Condition {
  return one === undefined ? other : and(one, other);
}
