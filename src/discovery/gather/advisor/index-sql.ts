import { type RawBuilder, sql } from 'kysely';
import type { Database } from '#platform/database';
import type { PlacedCatalogue } from '../catalogue/placed-column.ts';
import { valueSql } from '../query/value-sql.ts';
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
  const steps = columns.flatMap((step) => {
    const column = base?.columns.get(step.column);
    return column ? [stepSql(step, valueSql({ table: 'item', column }), column.place.in)] : [];
  });
  if (steps.length < columns.length) return undefined;
  const last = columns.at(-1)?.direction === 'desc' ? sql`id desc` : sql`id`;
  const aside = kind === 'postgres' ? sql`concurrently` : sql``;
  // Of all items, the trash too: PostgreSQL uses no statistics of an index that has a condition.
  return sql`create index ${aside} if not exists ${sql.id(name)} on item
    (${sql.join([...steps, last])})`;
}

/** Whether its columns are there and can stand in an index. */
export function fitsIndex(columns: WantedIndex['columns'], catalogue: PlacedCatalogue): boolean {
  const base = catalogue.findBase('item');
  return columns.every((step) => {
    const column = base?.columns.get(step.column);
    return column !== undefined && (column.place.in === 'row' || column.indexable);
  });
}

function stepSql({ direction }: IndexColumn, value: RawBuilder<unknown>, place: string) {
  if (direction === 'asc') return sql`(${value})`;
  return place === 'row' ? sql`(${value}) desc` : sql`(${value}) desc nulls last`;
}

export function dropIndexSql(name: string, kind: Database['kind']): RawBuilder<unknown> {
  const aside = kind === 'postgres' ? sql`concurrently` : sql``;
  return sql`drop index ${aside} if exists ${sql.id(name)}`;
}
