/** The types of WIT that plugins and the kernel speak in. */
export type WitType =
  | { readonly kind: 'bool' | 'u8' | 'u32' | 's64' | 'u64' | 'f64' | 'string' }
  | { readonly kind: 'list'; readonly element: WitType }
  | { readonly kind: 'option'; readonly value: WitType }
  | {
      readonly kind: 'result';
      readonly ok: WitType | undefined;
      readonly error: WitType | undefined;
    }
  | { readonly kind: 'record'; readonly fields: readonly Named<WitType>[] }
  | { readonly kind: 'variant'; readonly cases: readonly Named<WitType | undefined>[] }
  | { readonly kind: 'enum'; readonly names: readonly string[] };

export interface Named<Type> {
  readonly name: string;
  readonly type: Type;
}

/** What a function takes and answers. */
export interface Signature {
  readonly parameters: readonly Named<WitType>[];
  readonly result: WitType | undefined;
}

/** What a `result` is that is an error. */
export class WitError {
  readonly error: WitValue;
  constructor(error: WitValue) {
    this.error = error;
  }
}

/**
 * What a value of a type is on our side: numbers for `u8`, `u32`, `f64`, bigints for 64-bit
 * integers, strings for `string` and `enum`, arrays for lists, `Uint8Array` for `list<u8>`,
 * undefined for no option, objects with the names of WIT for records, `{ tag, value }` for variants;
 * for a result the value itself, or a `WitError`.
 */
export type WitValue =
  | boolean
  | number
  | bigint
  | string
  | undefined
  | Uint8Array
  | WitError
  | readonly WitValue[]
  | { readonly [name: string]: WitValue };
