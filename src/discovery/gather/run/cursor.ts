import { createHash } from 'node:crypto';
import { canonicalJson, packList, parseId, unpackList } from '#base';
import type { CompiledQuery } from '../query/compile-query.ts';
import type { QueryNode } from '../query/nodes.ts';
import { BadGatherCursor } from './run-errors.ts';

type Cast = CompiledQuery['casts'][number];

const FITS: Readonly<Record<Cast, (value: string) => boolean>> = {
  numeric: (value) => /^-?\d{1,400}(?:\.\d{1,400})?(?:e[+-]\d{1,3})?$/.test(value),
  bigint: (value) => /^-?\d{1,18}$/.test(value),
  boolean: (value) => value === 'true' || value === 'false',
  timestamptz: (value) =>
    /^(?!0000)\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?[+-](?:0\d|1[0-5])(?::\d\d){0,2}$/.test(
      value,
    ) && isInstant(value),
  uuid: (value) => parseId(value) !== undefined,
  text: (value) => !value.includes('\0') && value.isWellFormed(),
};

/** Which pages a cursor is of: another listing, or another order of it, refuses it. */
export function listOf(gather: string, display: string, { order }: QueryNode): string {
  const by = order.map(({ table, column, direction }) => [table, column.name, direction]);
  return createHash('sha256')
    .update(canonicalJson([gather, display, by]))
    .digest('base64url')
    .slice(0, 12);
}

/** Where a page ended, so that the next begins by a look-up however deep it is. Opaque to readers. */
export function encodeCursor(list: string, values: readonly (string | null)[]): string {
  return packList([list, ...values]);
}

export function decodeCursor(
  list: string,
  casts: readonly Cast[],
  cursor: string,
): readonly (string | null)[] {
  const [of, ...values] = unpackList(cursor);
  if (of !== list || values.length !== casts.length) throw new BadGatherCursor();
  return values.map((value, i) => {
    const fits = FITS[casts[i] ?? 'text'];
    if (value === null && i < casts.length - 1) return null;
    if (typeof value !== 'string' || !fits(value)) throw new BadGatherCursor();
    return value;
  });
}

/** The database would not take the 31st of February. */
function isInstant(value: string): boolean {
  try {
    return Temporal.Instant.from(value) !== undefined;
  } catch {
    return false;
  }
}
