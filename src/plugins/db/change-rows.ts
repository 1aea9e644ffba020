import type { Json } from '#base';
import type { Queries } from '#platform/database';
import { type Expression, type RawBuilder, sql } from 'kysely';
import { MOST_BYTES } from '../abi/guest-memory.ts';
import { Refusal } from '../host/refusal.ts';
import { type Answered, boundedRows } from './bounded-rows.ts';
import { checkCondition } from './check-condition.ts';
import { savedValue } from './column-value.ts';
import { conditionSql } from './condition-sql.ts';
import { columnOf, type OwnTable } from './known-table.ts';
import type { DeleteRequest, InsertRequest, UpdateRequest } from './query-schema.ts';

/** Rows with the columns that any of them names; the others of a row take their defaults. */
export function insertRows(
  queries: Queries,
  table: OwnTable,
  { rows, returning }: InsertRequest,
): Promise<Answered> {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  for (const name of names) columnOf(table, name, `/rows/${name}`);
  const values = rows.map((row, at) => {
    const cells = names.map((name) =>
      Object.hasOwn(row, name)
        ? sql`${saved(table, name, row[name] ?? null, `/rows/${at}/${name}`)}`
        : sql`default`,
    );
    return sql`(${sql.join(cells)})`;
  });
  const columns = sql.join(names.map((name) => sql.id(name)));
  const what =
    names.length > 0
      ? sql`(${columns}) values ${sql.join(values)}`
      : rows.length === 1
        ? sql`default values`
        : undefined;
  if (what === undefined) {
    throw new Refusal('invalid', '/rows with nothing in them are inserted one at a time.');
  }
  return change(queries, table, sql`insert into ${nameOf(table)} as t0 ${what}`, returning);
}

export function updateRows(
  queries: Queries,
  table: OwnTable,
  { set, returning, ...which }: UpdateRequest,
): Promise<Answered> {
  const cells = Object.entries(set).map(
    ([name, value]) => sql`${sql.id(name)} = ${saved(table, name, value, `/set/${name}`)}`,
  );
  if (cells.length === 0) throw new Refusal('invalid', '/set has nothing in it.');
  const statement = sql`update ${nameOf(table)} as t0 set ${sql.join(cells)} where ${whichRows(table, which)}`;
  return change(queries, table, statement, returning);
}

export function deleteRows(
  queries: Queries,
  table: OwnTable,
  { returning, ...which }: DeleteRequest,
): Promise<Answered> {
  const statement = sql`delete from ${nameOf(table)} as t0 where ${whichRows(table, which)}`;
  return change(queries, table, statement, returning);
}

async function change(
  queries: Queries,
  table: OwnTable,
  statement: RawBuilder<unknown>,
  returning: readonly string[] | undefined,
): Promise<Answered> {
  if (returning === undefined) {
    const { numAffectedRows } = await statement.execute(queries);
    return { count: Number(numAffectedRows ?? 0) };
  }
  const columns = returning.map((name, at) => {
    columnOf(table, name, `/returning/${at}`);
    return sql`${sql.id('t0', name)} as ${sql.id(`c${at}`)}`;
  });
  const answering = sql`${statement} returning ${sql.join(columns)}`;
  const rows = await boundedRows(queries, answering, returning);
  // What cannot be answered is not done either.
  if (Buffer.byteLength(JSON.stringify(rows)) > MOST_BYTES) {
    throw new Refusal('too-large', `The answer is larger than ${MOST_BYTES / 2 ** 20} MiB.`);
  }
  return { count: rows.length, rows };
}

function saved(table: OwnTable, name: string, value: Json, place: string): Json {
  return savedValue(columnOf(table, name, place), value, place);
}

function nameOf({ schema, name }: OwnTable): RawBuilder<unknown> {
  return sql.id(schema, name);
}

/** Which rows is always said, so that none are lost by a condition that was forgotten. */
function whichRows(
  table: OwnTable,
  { where, all }: Pick<UpdateRequest, 'where' | 'all'>,
): Expression<unknown> {
  if ((where === undefined) === (all === undefined)) {
    throw new Refusal('invalid', 'Say which rows: either /where, or /all, which is true.');
  }
  if (where === undefined) return sql`true`;
  return conditionSql(checkCondition(where), (name, place) => ({
    ref: sql.id('t0', name),
    column: columnOf(table, name, place),
  }));
}
