import { container, type Element, inOrder, text } from '#grammar/render';
import type { Row } from '../run/gather-result.ts';
import type { DrawStyle, StyleView } from './style-view.ts';

/** The values alone, a line for each row. */
export const drawPlainStyle: DrawStyle = (view, rows) =>
  container(inOrder(...rows.map((row) => line(view, row))), {
    attributes: { class: 'gather-plain', id: view.listId },
  });

function line({ cells, columns }: StyleView, row: Row): Element {
  const values = columns.flatMap((column) => cells.elements(row, column));
  return container(
    inOrder(...values.flatMap((value, i) => (i === 0 ? [value] : [text(' '), value]))),
  );
}
