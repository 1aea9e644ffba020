import type { Json } from '#base';

/** How records of a source become items: what a mapping file says. */
export interface Mapping {
  /** Names the source; together with the key of a record it tells which item it became. */
  readonly source: string;
  readonly format: SourceFormat | undefined;
  /** Where in a JSON document the list of records is; undefined: the document is the list. */
  readonly records: readonly string[] | 'whole' | undefined;
  /** What separates the columns of a CSV file; undefined: found out by its first line. */
  readonly delimiter: string | undefined;
  /** What stays the same about a record when everything else changes. */
  readonly key: readonly Expression[];
  readonly title: Expression | undefined;
  readonly status: Expression | undefined;
  readonly created: Expression | undefined;
  readonly fields: ReadonlyMap<string, FieldMapping>;
  /** Those that terms are looked up in, and where the mapping says so. */
  readonly vocabularies: readonly { readonly name: string; readonly at: string }[];
}

export type SourceFormat = 'json' | 'ndjson' | 'csv';

export interface FieldMapping {
  readonly expression: Expression;
  /** What happens to a record whose value for this field cannot be taken. */
  readonly invalid: 'refuse' | 'omit';
}

/** Where a value comes from, and what is done to it on the way, in the order of these keys. */
export interface Expression {
  readonly source: Source;
  readonly default: Json | undefined;
  /** Splits a text into several values. */
  readonly split: string | undefined;
  readonly transforms: readonly Transform[];
  /** Other words for what the source says: source value to ours. */
  readonly values: ReadonlyMap<string, Json> | undefined;
  readonly term: { readonly vocabulary: string; readonly create: boolean } | undefined;
}

export type Source =
  | { readonly kind: 'from'; readonly path: string }
  | { readonly kind: 'constant'; readonly value: Json }
  | { readonly kind: 'file'; readonly part: FilePart }
  | { readonly kind: 'object'; readonly parts: readonly (readonly [string, Expression])[] }
  /** Several values; those that are empty are left out. */
  | { readonly kind: 'list'; readonly parts: readonly Expression[] }
  /** The first that is not empty. */
  | { readonly kind: 'first'; readonly parts: readonly Expression[] };

export const FILE_PARTS = ['stem', 'name', 'folder', 'path'] as const;
export type FilePart = (typeof FILE_PARTS)[number];

export const TRANSFORMS = [
  'trim',
  'lowercase',
  'uppercase',
  'number',
  'boolean',
  'date',
  'url',
] as const;
export type TransformName = (typeof TRANSFORMS)[number];
export interface Transform {
  readonly name: TransformName;
  /** For `date`: how the source writes it, e.g. `DD.MM.YYYY`. */
  readonly pattern: string | undefined;
}

/** A term by its name, until it is looked up (or made) in the transaction of the save. */
export class TermWish {
  readonly vocabulary: string;
  readonly name: string;
  readonly create: boolean;
  /** The id that it had where it comes from. */
  readonly id: string | undefined;

  constructor(wish: { vocabulary: string; name: string; create: boolean; id?: string }) {
    this.vocabulary = wish.vocabulary;
    this.name = wish.name;
    this.create = wish.create;
    this.id = wish.id;
  }

  toJSON(): Json {
    return { term: this.name, vocabulary: this.vocabulary };
  }
}

/** The file that a record stands in. */
export interface SourceFile {
  /** As it is opened. */
  readonly path: string;
  /** As people know it: relative to where the import was started. */
  readonly shown: string;
}
