import pg from 'pg';

const INT8 = 20;
const DATE = 1082;

type ParseValue = (text: string) => unknown;

const own = new Map<number, ParseValue>([
  // Counts and sizes: all of ours stay far below 2^53.
  [INT8, Number],
  // A day is not a moment: pg would make midnight of the server's zone out of it.
  [DATE, (text) => text],
]);

/** How a column of the type `oid` is read; the same for both drivers. */
export function valueParser(oid: number): ParseValue {
  return own.get(oid) ?? pg.types.getTypeParser(oid, 'text');
}

/** `valueParser` in the form that a `pg` client takes. */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    format === 'binary' ? pg.types.getTypeParser(oid, format) : valueParser(oid),
};
