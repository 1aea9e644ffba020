import { TypeOverrides, types } from 'pg';

/** How columns are read; the same for both drivers. */
export const valueTypes = new TypeOverrides();

// Counts and sizes: all of ours stay far below 2^53.
valueTypes.setTypeParser(types.builtins.INT8, Number);
// A day is not a moment: pg would make midnight of the server's zone out of it.
valueTypes.setTypeParser(types.builtins.DATE, String);

/** How a column of the type `oid` is read from its text. */
export function valueParser(oid: number): (text: string) => unknown {
  // By its declaration a parser takes a number; it is always given the text.
  const parse: (text: never) => unknown = valueTypes.getTypeParser(oid);
  return parse as (text: string) => unknown;
}
