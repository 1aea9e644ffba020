import type { RequestContext } from '#grammar/access';
import type { FieldType } from '#grammar/fields';
import type { JsonObject } from '#base';
import type { Aggregate } from '../definition/gather.ts';
import type { JsonScalar, Operator } from '../definition/operand.ts';

/**
 * Everything that a gather may name, as it is at this moment: bases, their columns and where
 * they lead. What is not in it cannot reach SQL.
 */
export interface Catalogue {
  /** In the order in which the builder offers them. */
  readonly bases: readonly Base[];
  findBase(name: string): Base | undefined;
}

/** A kind of record that can be listed. */
export interface Base {
  /** `item`, `user`, `term`, `file`, `revision`, or `PLUGIN.TABLE`. */
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly columns: ReadonlyMap<string, CatalogueColumn>;
  readonly links: ReadonlyMap<string, CatalogueLink>;
  /** Rows may be shown as items are: teaser or full. */
  readonly isItems: boolean;
}

/** How values of a column compare, and which operators make sense. */
export type ColumnKind =
  | 'text'
  | 'number'
  | 'boolean'
  | 'date'
  | 'time'
  | 'id'
  | 'term'
  | 'choice'
  | 'search'
  | 'other';

export interface CatalogueColumn {
  /** As a definition names it: `title`, `fields.city`. */
  readonly name: string;
  readonly label: string;
  /** A heading of the builder: "Item", or the types that have the field: "Conference, Talk". */
  readonly group: string;
  readonly kind: ColumnKind;
  /** A record may have several values: then a condition means that one of them fulfils it. */
  readonly several: boolean;
  readonly operators: readonly Operator[];
  readonly aggregates: readonly Aggregate[];
  readonly sortable: boolean;
  /** Can be among what is shown (full text cannot). */
  readonly shown: boolean;
  /** The values there are to choose from, where they are few. */
  readonly choices?: readonly { readonly value: JsonScalar; readonly label: string }[];
  /** What an id names: for pickers and labels. */
  readonly references?: {
    readonly type: 'item' | 'term' | 'user' | 'file';
    readonly bundles: readonly string[];
  };
  /** The field behind the column, for its formatters and widgets. */
  readonly field?: {
    readonly name: string;
    readonly type: FieldType;
    readonly settings: JsonObject;
    /** Item types that have it. */
    readonly itemTypes: readonly string[];
  };
  /** Which index would help: see the index advisor. */
  readonly indexable: Indexable;
}

/** `order`: an index in the order of its value; `values`: one by each of its values. */
export type Indexable = 'no' | 'order' | 'values';

/** A way from one base to another. */
export interface CatalogueLink {
  /** As a definition names it: `author`, `fields.speakers`, `reverse.fields.venue`. */
  readonly name: string;
  readonly label: string;
  readonly to: string;
  /** One record may lead to several. */
  readonly several: boolean;
}

/** Asks for the catalogue as it is, for this actor: fields that they may not see are left out. */
export type FindCatalogue = (ctx: RequestContext) => Promise<Catalogue>;
