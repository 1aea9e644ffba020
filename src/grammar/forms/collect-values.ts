import type { FormValue, FormValues } from './form-elements.ts';
import type { FormNode, GroupNode, RowsNode } from './form-nodes.ts';
import { isTransparent, walkNodes } from './walk-nodes.ts';

/** What the form holds, nested as its elements are. */
export function collectValues(root: GroupNode): FormValues {
  return Object.fromEntries(entries(root));
}

function entries(group: GroupNode): [string, FormValue][] {
  return [...group.children].flatMap(([name, child]): [string, FormValue][] => {
    if (child.kind === 'static') return [];
    if (child.kind === 'group' && isTransparent(child)) return entries(child);
    return [[name, collectValue(child)]];
  });
}

/** What one element holds. */
export function collectValue(node: FormNode): FormValue {
  switch (node.kind) {
    case 'leaf':
      return node.value;
    case 'group':
      return collectValues(node);
    case 'rows':
      return node.rows.map((row) => collectValue(row.node));
    case 'static':
      return '';
  }
}

/** Takes out rows in which nothing was entered. */
export function dropEmptyRows(root: GroupNode): void {
  // Inner rows first: a row is empty when all that is left of it is.
  for (const { node } of [...walkNodes(root)].reverse()) {
    if (node.kind !== 'rows' || node.frozen) continue;
    node.rows = node.rows.filter((row) => !isEmptyRow(node, row.node));
  }
}

function isEmptyRow(rows: RowsNode, row: FormNode): boolean {
  // What was refused is worth showing: its row stays, even if no value is left in it.
  for (const { node } of walkNodes(row)) {
    if (node.kind === 'leaf' && node.refused.length > 0) return false;
  }
  return rows.element.isEmpty(collectValue(row));
}
