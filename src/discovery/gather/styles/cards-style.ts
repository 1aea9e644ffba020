import { container, type Element, inOrder } from '#grammar/render';
import type { ResultColumn, Row } from '../run/gather-result.ts';
import { columnField, titleColumn, titleOf } from './row-columns.ts';
import type { DrawStyle, StyleView } from './style-view.ts';

/** Cards side by side, as many as there is room for; on a phone below each other. */
export const drawCardsStyle: DrawStyle = (view, rows) =>
  container(inOrder(...rows.map((row) => oneCard(view, row))), {
    attributes: { class: 'gather-cards', id: view.listId },
  });

function oneCard(view: StyleView, row: Row): Element {
  const item = row.id === undefined ? undefined : view.items.get(row.id);
  if (item) return { '#type': 'card', '#children': { item } };
  const title = titleColumn(view, row);
  const rest = view.columns.filter((column) => column !== title);
  return {
    '#type': 'card',
    '#level': view.level,
    ...(title && row.url !== undefined
      ? { '#title': titleOf(view, row, title), '#url': row.url }
      : {}),
    '#children': inOrder(...rest.map((column) => part(view, row, column))),
  };
}

/** Pictures stand above the title, at the full width. */
function part(view: StyleView, row: Row, column: ResultColumn): Element | undefined {
  const field = columnField(view, row, column);
  return field && field['#field_type'] === 'image'
    ? { ...field, '#attributes': { class: 'card-picture' } }
    : field;
}
