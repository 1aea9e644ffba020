import type { JsonObject } from '#base';
import type { RawRow } from '../query/compile-query.ts';
import type { QueryNode } from '../query/nodes.ts';
import type { CellValue, Row } from './gather-result.ts';

const PAGES = { item: '/item/', user: '/user/', term: '/term/' } as const;

/** A row as it is answered. */
export function resultRow(query: QueryNode, raw: RawRow): Row {
  const { of } = query.base.rows;
  const id = typeof raw['id'] === 'string' && of !== 'plugin' ? raw['id'] : undefined;
  const isLinked = id !== undefined && (of === 'item' || of === 'user' || of === 'term');
  return {
    ...(id === undefined ? {} : { id }),
    ...(isLinked ? { url: PAGES[of] + id } : {}),
    values: Object.fromEntries(
      query.outputs.map((output, i) => [output.id, cellValue(raw[`o${i}`])]),
    ),
  };
}

/** What a row was put in order by, as text. */
export function orderOf(raw: RawRow, steps: number): readonly (string | null)[] {
  return Array.from({ length: steps }, (_, i) => {
    const value = raw[`s${i}`];
    return typeof value === 'string' ? value : null;
  });
}

function cellValue(value: unknown): CellValue {
  if (value instanceof Date) return value.toISOString();
  if (value === undefined) return null;
  // Scalars of SQL, and the JSON of fields.
  return value as CellValue | JsonObject;
}
