import { type RawBuilder, sql } from 'kysely';
import type { Database } from '#platform/database';
import type { PlacedCatalogue, PlacedColumn } from '../catalogue/placed-column.ts';
import { valueSql, valuesSql } from '../query/value-sql.ts';
import type { IndexColumn, WantedIndex } from './wanted-index.ts';

/**
 * The statement that makes an index, in the words in which `compileQuery` asks; undefined where a
 * column is there no more. PostgreSQL makes it while others go on writing.
 */
export function createIndexSql(
  { name, columns }: Pick<WantedIndex, 'name' | 'columns'>,
  catalogue: PlacedCatalogue,
  kind: Database['kind'],
): RawBuilder<unknown> | undefined {
  const base = catalogue.findBase('item');
  const found = columns.flatMap((step) => {
    const column = base?.columns.get(step.column);
    return column ? [{ step, column }] : [];
  });
  if (found.length < columns.length) return undefined;
  const aside = kind === 'postgres' ? sql`concurrently` : sql``;
  // Of all items, the trash too: PostgreSQL uses no statistics of an index that has a condition.
  const made = sql`create index ${aside} if not exists ${sql.id(name)} on item`;
  const [first] = found;
  if (first?.step.direction === 'each')
    return sql`${made} using gin (${eachValue(first.column)}) with (fastupdate = off)`;
  const steps = found.map(({ step, column }) => stepSql(step, column));
  const last = columns.at(-1)?.direction === 'desc' ? sql`id desc` : sql`id`;
  return sql`${made} (${sql.join([...steps, last])})`;
}

function eachValue({ name, place }: PlacedColumn): RawBuilder<unknown> {
  if (place.in !== 'fields' || !place.value) throw new Error(`${name} has no values.`);
  return valuesSql('item', place, place.value.key);
}

/** Whether its columns are there and can stand in an index. */
export function fitsIndex(columns: WantedIndex['columns'], catalogue: PlacedCatalogue): boolean {
  const base = catalogue.findBase('item');
  return columns.every((step) => {
    const column = base?.columns.get(step.column);
    if (column === undefined) return false;
    if (step.direction === 'each') return column.indexable === 'values';
    return column.place.in === 'row' || column.indexable === 'order';
  });
}

function stepSql({ direction }: IndexColumn, column: PlacedColumn) {
  const { place } = column;
  const value = valueSql({ table: 'item', column });
  if (direction === 'asc') return sql`(${value})`;
  return place.in === 'row' ? sql`(${value}) desc` : sql`(${value}) desc nulls last`;
}

export function dropIndexSql(name: string, kind: Database['kind']): RawBuilder<unknown> {
  const aside = kind === 'postgres' ? sql`concurrently` : sql``;
  return sql`drop index ${aside} if exists ${sql.id(name)}`;
}
