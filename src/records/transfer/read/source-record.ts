/** One record of a file, or why there is none at this place. */
export type SourceRecord = Place &
  (
    | { readonly ok: true; readonly value: unknown }
    | {
        readonly ok: false;
        readonly message: string;
        /** What stands there, or how it begins. */
        readonly value: unknown;
      }
  );

/** Where in its file a record stands, as somebody would look for it. Counted from 1. */
export interface Place {
  readonly position: number;
  readonly unit: 'record' | 'line';
}

/** A record of more characters than this is a mistake in the file. */
export const LARGEST_RECORD = 16_000_000;

/** What a JSON document says at one place; `twice` is a key that it has twice. */
export function jsonRecord(place: Place, value: unknown, twice: string | undefined): SourceRecord {
  if (twice === undefined) return { ...place, ok: true, value };
  return { ...place, ok: false, message: `The key “${twice}” is there twice.`, value };
}
