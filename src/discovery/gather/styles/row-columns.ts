import { type FieldElement, inOrder, type Children, type Element, heading } from '#grammar/render';
import type { ResultColumn, Row } from '../run/gather-result.ts';
import type { StyleView } from './style-view.ts';

/** A row as its columns: the first that leads to its record is the heading. */
export function rowColumns(view: StyleView, row: Row): Children {
  const title = titleColumn(view, row);
  const rest = view.columns.filter((column) => column !== title);
  return inOrder(
    title && heading(view.level, titleOf(view, row, title), row.url),
    ...rest.map((column) => columnField(view, row, column)),
  );
}

/** The column that is a row's heading; none leads to a record where rows are grouped. */
export function titleColumn(view: StyleView, row: Row): ResultColumn | undefined {
  return row.url === undefined ? undefined : view.columns.find(({ column }) => column.link);
}

/** What a row is called. */
export function titleOf({ cells, timeZone }: StyleView, row: Row, column: ResultColumn): string {
  return cells.text(row, column, timeZone) || 'Without a title';
}

/** One column of a row, under its label; undefined where there is nothing. */
export function columnField(
  { cells }: StyleView,
  row: Row,
  column: ResultColumn,
): FieldElement | undefined {
  const items: readonly Element[] = cells.elements(row, column);
  if (items.length === 0) return undefined;
  const { label, id } = column.column;
  return {
    '#type': 'field',
    '#name': column.source.field?.name ?? id,
    '#field_type': column.source.field?.type.name ?? column.source.kind,
    '#label': label,
    '#label_display': label === '' ? 'hidden' : 'inline',
    '#items': items,
  };
}
