import type { SqlValue } from '#grammar/fields';
import type { Base, Catalogue, CatalogueColumn, CatalogueLink } from './catalogue.ts';

/** A catalogue that also says where everything stands: what the engine works with. */
export interface PlacedCatalogue extends Catalogue {
  readonly bases: readonly PlacedBase[];
  findBase(name: string): PlacedBase | undefined;
}

export interface PlacedBase extends Base {
  readonly rows: BaseRows;
  readonly columns: ReadonlyMap<string, PlacedColumn>;
  readonly links: ReadonlyMap<string, PlacedLink>;
}

/** What the rows of a base are. */
export type BaseRows =
  | { readonly of: 'item' | 'user' | 'term' | 'file' | 'revision' }
  | {
      readonly of: 'plugin';
      readonly plugin: string;
      readonly table: string;
      readonly permission: string;
    };

export interface PlacedColumn extends CatalogueColumn {
  readonly place: ColumnPlace;
}

/** Where the value of a column stands. */
export type ColumnPlace =
  /** A column of the table; `type` is that of SQL. */
  | {
      readonly in: 'row';
      readonly column: string;
      readonly type: SqlValue['type'];
      readonly empty: 'possible' | 'never';
    }
  /** In the document of an item's fields. */
  | ({ readonly in: 'fields' } & FieldPlace)
  /** The terms of all fields of an item. */
  | { readonly in: 'all_terms' }
  /** The words of an item. */
  | { readonly in: 'words' };

export interface FieldPlace {
  /** The field, and the parts inside it down to the value. */
  readonly path: readonly FieldStep[];
  /** How SQL reads the value; undefined: it can only be shown. */
  readonly value: SqlValue | undefined;
  /** Not the value as a whole is meant but what stands under its key. */
  readonly part: boolean;
}

export interface FieldStep {
  readonly name: string;
  readonly several: boolean;
}

export interface PlacedLink extends CatalogueLink {
  readonly way: LinkWay;
}

/** How a record leads to others. */
export type LinkWay =
  /** A column of it has their id. */
  | { readonly by: 'column'; readonly column: string }
  /** A column of theirs has its id. */
  | { readonly by: 'their_column'; readonly column: string }
  /** A field of it points to them. */
  | { readonly by: 'field'; readonly field: FieldPlace }
  /** A field of theirs points to it. */
  | { readonly by: 'their_field'; readonly field: FieldPlace; readonly key: string }
  /** Terms above, terms below. */
  | { readonly by: 'parents' | 'children' };
