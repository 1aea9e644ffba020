import type { Problem, UserId } from '#base';
import { createHash } from 'node:crypto';
import type { SourceFile } from './mapping.ts';

/** One record of a source, ready to be saved but for its terms. */
export interface MappedRecord {
  /** Stable name of the record in its source. */
  readonly key: string;
  readonly type: string;
  /** The id that the item should get. */
  readonly id: string | undefined;
  readonly title: unknown;
  readonly status: unknown;
  readonly created: unknown;
  readonly promote: unknown;
  readonly sticky: unknown;
  readonly author: { readonly id: UserId | undefined; readonly name: string } | undefined;
  /** Every field that the mapping names, with wishes for terms; null empties it. */
  readonly fields: { readonly [field: string]: unknown };
  /** Fields whose values are left out when they cannot be taken. */
  readonly omittable: ReadonlySet<string>;
}

export type Mapped =
  | { readonly ok: true; readonly record: MappedRecord }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Turns what a file holds into records; one for each way of mapping. */
export type MapRecord = (value: unknown, file: SourceFile) => Mapped;

/** Changes whenever anything changes that would be saved. */
export function hashOf(record: MappedRecord): Buffer {
  const { omittable: _, ...saved } = record;
  return createHash('sha256').update(stableText(saved)).digest();
}

const MAX_KEY = 500;

/** A key that an index takes, however long the values are. */
export function keyText(parts: readonly unknown[]): string {
  const text = stableText(parts);
  return text.length <= MAX_KEY
    ? text
    : `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/** JSON with the keys of objects in order; what has a JSON form of its own says it first. */
function stableText(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  );
}
