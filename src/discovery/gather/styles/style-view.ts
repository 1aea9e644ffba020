import type { Element, ItemElement, TableColumn } from '#grammar/render';
import type { GatherResult, ResultColumn, Row } from '../run/gather-result.ts';
import type { Cells } from './cells.ts';

/** What styles draw a page of rows from. */
export interface StyleView {
  readonly result: GatherResult;
  readonly cells: Cells;
  /** Those that are shown. */
  readonly columns: readonly ResultColumn[];
  /** The rows' items as they are shown elsewhere, where the style wants them so. */
  readonly items: ReadonlyMap<string, ItemElement>;
  /** Of the headings of rows: one below that of the listing. */
  readonly level: Level;
  /** Id of the element that holds the rows: more of them are added to it. */
  readonly listId: string;
  /** What the listing is called. */
  readonly title: string;
  /** How one sorts by a column, where readers may. */
  readonly sort: (column: ResultColumn) => TableColumn['sort'];
  /** For texts that people read. */
  readonly timeZone: string;
}

export type Level = 2 | 3 | 4;

/** Draws the rows of a page; there is at least one. */
export type DrawStyle = (view: StyleView, rows: readonly Row[]) => Element;
