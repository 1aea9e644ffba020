import { container, type Element, inOrder, text } from '#grammar/render';
import type { ResultColumn } from '../run/gather-result.ts';
import type { DrawStyle } from './style-view.ts';

/** Rows and columns; headings sort where readers may. */
export const drawTableStyle: DrawStyle = (view, rows) => ({
  '#type': 'table',
  '#caption': view.title,
  '#attributes': { id: view.listId },
  '#columns': view.columns.map((column) => {
    const sort = view.sort(column);
    return {
      label: column.column.label || column.source.label,
      ...(column.column.label === '' ? { hidden: true } : {}),
      ...(isNumeric(column) ? { numeric: true } : {}),
      ...(sort ? { sort } : {}),
    };
  }),
  '#rows': rows.map((row) => ({
    cells: view.columns.map((column) => oneCell(view.cells.elements(row, column))),
  })),
});

function isNumeric({ column, source }: ResultColumn): boolean {
  const counts = column.aggregate && !['minimum', 'maximum'].includes(column.aggregate);
  return counts || (source.kind === 'number' && !source.several);
}

/** Several values stand behind each other. */
function oneCell(values: readonly Element[]): Element {
  const [first] = values;
  if (first === undefined) return text('');
  if (values.length === 1) return first;
  return container(
    inOrder(...values.flatMap((value, i) => (i === 0 ? [value] : [text(', '), value]))),
    { tag: 'span' },
  );
}
