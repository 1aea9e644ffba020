import type { Json, JsonObject } from '../json.ts';
import { fieldOf } from './field.ts';

// There is one for each field type of the kernel, with the keys of docs/fields.md.

interface Of<Value> {
  readonly value: Value;
}
interface OfFile {
  readonly file_id: string;
}

export const text = fieldOf<Of<string>>('text');
export const longText = fieldOf<Of<string> & { readonly format: string }>('long_text');
/** The value is the key of the choice, not its label. */
export const list = fieldOf<Of<string>>('list');
export const boolean = fieldOf<Of<boolean>>('boolean');
export const integer = fieldOf<Of<number>>('integer');
/** Text, so that it stays exact: `19.90`. */
export const decimal = fieldOf<Of<string>>('decimal');
export const float = fieldOf<Of<number>>('float');
/** `2026-05-12` */
export const date = fieldOf<Of<string>>('date');
/** ISO 8601 in UTC. */
export const dateTime = fieldOf<Of<string>>('date_time');
export const dateRange = fieldOf<{ readonly start: string; readonly end: string }>('date_range');
export const email = fieldOf<Of<string>>('email');
export const link = fieldOf<{ readonly uri: string; readonly title: string }>('link');
export const reference = fieldOf<{ readonly target_id: string; readonly target_type: string }>(
  'reference',
);
export const file = fieldOf<OfFile & { readonly description: string }>('file');
/** `width` and `height` in pixels, null until they are known. */
export const image = fieldOf<
  OfFile & {
    readonly alt: string;
    readonly title: string;
    readonly width: number | null;
    readonly height: number | null;
  }
>('image');
export const json = fieldOf<Of<Json>>('json');
/** By the name of each field inside: a value, or an array of them. */
export const compound = fieldOf<JsonObject>('compound');
