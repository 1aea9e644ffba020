import type { ItemId, JsonObject } from '#base';
import type { ElementCache } from '#grammar/render';
import type { CatalogueColumn } from '../catalogue/catalogue.ts';
import type { Column, Display, Gather, Sections } from '../definition/gather.ts';
import type { JsonScalar } from '../definition/operand.ts';

/** What a reader asks of a display; texts as they were sent, checked against the definition. */
export interface GatherQuery {
  /** By id of argument. */
  readonly arguments?: { readonly [id: string]: string };
  /**
   * By id of exposed filter; several texts where several may be chosen, two for `between`, of
   * which an empty one is open. Missing: the filter's own value; no text, or empty ones: any.
   * `true` for operators that compare with nothing, a number for those that take an amount.
   */
  readonly exposed?: { readonly [id: string]: readonly string[] };
  /** Id of an exposed sort or of a column, with `-` before it for the other way round. */
  readonly sort?: string;
  /** From 0. */
  readonly page?: number;
  /** Opaque, from `next` of the page before; deep pages cost as much as the first. */
  readonly after?: string;
  /** Not more than the largest page size. */
  readonly size?: number;
  /** Whether a total is wanted; default: what the pager shows. */
  readonly total?: boolean;
  /** The item on whose page this stands. */
  readonly currentItem?: ItemId;
}

export interface GatherResult {
  readonly gather: Gather;
  readonly display: Display;
  readonly sections: Sections;
  /** The columns as they are shown, resolved. */
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly Row[];
  readonly total?: Total;
  /** For `after` of the next page; missing on the last. */
  readonly next?: string;
  /** There is a next page, also where `after` cannot be used. */
  readonly more: boolean;
  /** What the arguments are called: names of terms, titles of items. */
  readonly argumentLabels: { readonly [id: string]: string };
  /** Problems in what the reader sent; the filters that they concern were not applied. */
  readonly problems: readonly { readonly filter: string; readonly message: string }[];
  /** What the answer depends on: `item_list:TYPE`, `term:ID` … */
  readonly cache: ElementCache;
}

export interface ResultColumn {
  readonly column: Column;
  readonly source: CatalogueColumn;
}

export interface Row {
  /** Id of the base's record; undefined where rows are grouped. */
  readonly id?: string;
  /** Where the record's own page is. */
  readonly url?: string;
  /** By id of column, as stored: scalars, null, or for fields the value or values as JSON. */
  readonly values: { readonly [id: string]: CellValue };
}
/** Times are ISO 8601 in UTC. */
export type CellValue = JsonScalar | null | JsonObject | readonly JsonObject[];

/** Exact up to a limit; beyond it "more than". */
export interface Total {
  readonly count: number;
  readonly exact: boolean;
}
