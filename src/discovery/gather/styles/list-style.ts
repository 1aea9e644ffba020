import { container, inOrder } from '#grammar/render';
import type { Row } from '../run/gather-result.ts';
import { rowColumns } from './row-columns.ts';
import type { DrawStyle, StyleView } from './style-view.ts';

/** One row below the other. */
export const drawListStyle: DrawStyle = (view, rows) =>
  container(inOrder(...rows.map((row) => listRow(view, row))), {
    tag: 'ul',
    attributes: { class: 'gather-list', id: view.listId },
  });

/** A row of a list: the item, or its columns. */
export function listRow(view: StyleView, row: Row) {
  const item = row.id === undefined ? undefined : view.items.get(row.id);
  return item
    ? container({ item }, { tag: 'li' })
    : container(rowColumns(view, row), { tag: 'li', attributes: { class: 'gather-row' } });
}
