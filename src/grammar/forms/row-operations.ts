import { buildRow } from './build-nodes.ts';
import type { FormNode, GroupNode, LeafNode, Row, RowsNode } from './form-nodes.ts';
import { moveInOutline } from './row-levels.ts';
import { isTransparent, walkNodes } from './walk-nodes.ts';

/** What a button of a list asks for; `in` and `out`: one level deeper, or less deep. */
export interface RowOperation {
  readonly kind: 'add' | 'remove' | 'up' | 'down' | 'in' | 'out';
  /** Names of elements and keys of rows: to the rows for `add`, to one row for the others. */
  readonly path: readonly string[];
}

/**
 * Changes the rows as asked, and puts the focus where one goes on working. What is not in the
 * form, or not possible, changes nothing.
 */
export function applyRowOperation(root: GroupNode, { kind, path }: RowOperation): void {
  const rows = findNode(root, kind === 'add' ? path : path.slice(0, -1));
  if (rows?.kind !== 'rows' || rows.frozen) return;
  if (kind === 'add') {
    addRow(rows);
    return;
  }
  const position = rows.rows.findIndex((row) => String(row.key) === path.at(-1));
  const row = rows.rows[position];
  if (!row) return;
  if (kind === 'remove') {
    rows.rows = rows.rows.toSpliced(position, 1);
    const next = rows.rows[Math.min(position, rows.rows.length - 1)];
    if (next) focusRow(next);
    return;
  }
  if (rows.element.fixedOrder) return;
  if (rows.element.levelIn !== undefined) {
    moveInOutline(rows, rows.element.levelIn, position, kind);
    row.movedBy = kind;
    return;
  }
  const target = kind === 'up' ? position - 1 : position + 1;
  if (kind === 'in' || kind === 'out' || target < 0 || target >= rows.rows.length) return;
  rows.rows = rows.rows.toSpliced(position, 1).toSpliced(target, 0, row);
  row.movedBy = kind;
}

function addRow(rows: RowsNode): void {
  const { max } = rows.element;
  if (max !== undefined && rows.rows.length >= max) return;
  const row = blankRow(rows);
  rows.rows = [...rows.rows, row];
  focusRow(row);
}

/** Gives every list that stands empty the row one starts with, and shorter ones their least. */
export function padRows(root: GroupNode): void {
  for (const { node } of walkNodes(root)) {
    if (node.kind !== 'rows' || node.frozen) continue;
    const { min = 0, max = Infinity } = node.element;
    const least = Math.min(Math.max(min, 1), max);
    while (node.rows.length < least) node.rows = [...node.rows, blankRow(node)];
  }
}

/** A row with a key that no row of the page has had. */
function blankRow(rows: RowsNode): Row {
  const used = [rows.element.rows.length - 1, ...rows.rows.map((row) => row.key)];
  return buildRow(rows, Math.max(...used) + 1);
}

function focusRow(row: Row): void {
  const leaf = firstLeaf(row.node);
  if (leaf) leaf.focus = true;
}

/** The first element in `node` that somebody could type into. */
export function firstLeaf(node: FormNode): LeafNode | undefined {
  for (const step of walkNodes(node)) {
    if (step.node.kind !== 'leaf' || step.node.frozen || step.hidden) continue;
    if (step.node.element.kind !== 'hidden') return step.node;
  }
  return undefined;
}

/** The element at `path`: names of elements and keys of rows. */
export function findNode(root: GroupNode, path: readonly string[]): FormNode | undefined {
  let node: FormNode | undefined = root;
  for (const part of path) {
    if (node?.kind === 'group') node = findChild(node, part);
    else if (node?.kind === 'rows') {
      node = node.rows.find((row) => String(row.key) === part)?.node;
    } else return undefined;
  }
  return node;
}

function findChild(group: GroupNode, name: string): FormNode | undefined {
  for (const [own, child] of group.children) {
    if (child.kind === 'group' && isTransparent(child)) {
      const found = findChild(child, name);
      if (found) return found;
    } else if (own === name) return child;
  }
  return undefined;
}
