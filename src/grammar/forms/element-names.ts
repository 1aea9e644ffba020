import type { FormNode, GroupNode } from './form-nodes.ts';

/**
 * What each element is called where it does not stand among others: after the groups and rows that
 * it is in, as in `['Sponsors', 'row 2', 'Name']`. What has no label is not called anything.
 */
export function nameElements(root: GroupNode): ReadonlyMap<FormNode, readonly string[]> {
  const names = new Map<FormNode, readonly string[]>();
  for (const child of root.children.values()) addNames(names, child, []);
  return names;
}

/** `message` after the name of what it is about, as far as it does not say that itself. */
export function named(message: string, name: readonly string[]): string {
  const last = name.at(-1);
  const said = last !== undefined && says(message, last);
  const around = said ? name.slice(0, -1) : name;
  return around.length === 0 ? message : `${around.join(', ')}: ${message}`;
}

function says(message: string, label: string): boolean {
  const begins = message.startsWith(label) && !/^[\p{L}\p{N}]/u.test(message.slice(label.length));
  return begins || message.includes(`“${label}”`);
}

function addNames(
  names: Map<FormNode, readonly string[]>,
  node: FormNode,
  around: readonly string[],
  above?: string,
): void {
  const label = labelOf(node);
  const name = label === undefined || label === above ? around : [...around, label];
  if (label !== undefined) names.set(node, name);
  if (node.kind === 'group') {
    for (const child of node.children.values()) addNames(names, child, name, above);
  }
  if (node.kind === 'rows') {
    for (const [position, row] of node.rows.entries()) {
      const which = [...name, `row ${position + 1}`];
      addNames(names, row.node, which, label);
      // One value in a row of its own needs no other name than that of the row.
      names.set(row.node, which);
    }
  }
}

/** Sides, steps and folds say where in the page something stands, not what it is. */
function labelOf(node: FormNode): string | undefined {
  switch (node.kind) {
    case 'static':
      return undefined;
    case 'leaf':
      return node.element.kind === 'hidden' ? undefined : node.element.label;
    case 'rows':
      return node.element.label;
    case 'group': {
      const { look, label, transparent } = node.element;
      const isPlace = look === 'side' || look === 'step' || look === 'details';
      return transparent || isPlace ? undefined : label;
    }
  }
}
