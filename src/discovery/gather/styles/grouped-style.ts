import { container, type Element, heading, inOrder } from '#grammar/render';
import type { Row } from '../run/gather-result.ts';
import { listRow } from './list-style.ts';
import type { DrawStyle, Level, StyleView } from './style-view.ts';

/** Rows that follow each other and say the same in one column, under that as a heading. */
export function drawGroupedStyle(by: string): DrawStyle {
  return (view, rows) =>
    container(inOrder(...groupsOf(view, rows, by).map((group) => section(view, group, by))), {
      attributes: { class: 'gather-groups', id: view.listId },
    });
}

interface Group {
  readonly label: string;
  readonly rows: Row[];
}

function groupsOf({ result, cells, timeZone }: StyleView, rows: readonly Row[], by: string) {
  const column = result.columns.find(({ column: { id } }) => id === by);
  const groups: Group[] = [];
  for (const row of rows) {
    const label = column === undefined ? '' : cells.text(row, column, timeZone);
    const last = groups.at(-1);
    if (last?.label === label) last.rows.push(row);
    else groups.push({ label, rows: [row] });
  }
  return groups;
}

const BELOW: Readonly<Record<Level, Level>> = { 2: 3, 3: 4, 4: 4 };

function section(view: StyleView, { label, rows }: Group, by: string): Element {
  const inner: StyleView = {
    ...view,
    level: BELOW[view.level],
    columns: view.columns.filter(({ column }) => column.id !== by),
  };
  return container(
    inOrder(
      heading(view.level, label || 'Others'),
      container(inOrder(...rows.map((row) => listRow(inner, row))), {
        tag: 'ul',
        attributes: { class: 'gather-list' },
      }),
    ),
    { tag: 'section', attributes: { class: 'gather-group' } },
  );
}
