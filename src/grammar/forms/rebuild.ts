import type { ButtonElement } from '#grammar/render';
import type { Drawing } from './drawing.ts';
import type { FormNode, LeafNode } from './form-nodes.ts';
import { keyPath } from './form-names.ts';
import { partialPost } from './partial-post.ts';

/** The elements that others depend on, with the id of what is to be drawn again: row or form. */
export function* rebuiltBy(
  node: FormNode,
  part: string,
  whole = part,
): Generator<[FormNode, string]> {
  if (node.kind === 'leaf') {
    const rebuilt = rebuilds(node);
    if (rebuilt) yield [node, rebuilt === 'form' ? whole : part];
  }
  if (node.kind === 'group') {
    for (const child of node.children.values()) yield* rebuiltBy(child, part, whole);
  }
  if (node.kind === 'rows') {
    for (const row of node.rows) yield* rebuiltBy(row.node, row.node.id, whole);
  }
}

function rebuilds({ element, frozen }: LeafNode): boolean | 'form' {
  return !frozen && 'rebuilds' in element && (element.rebuilds ?? false);
}

/**
 * Stands after an element that others depend on, for where no script runs; with htmx the element
 * itself presses it. undefined for all others.
 */
export function updateButton(node: FormNode, drawing: Drawing): ButtonElement | undefined {
  const part = drawing.rebuilt.get(node);
  if (part === undefined || drawing.token === undefined || node.kind !== 'leaf') return undefined;
  const { element } = node;
  return {
    '#type': 'button',
    '#value': 'Update',
    '#look': 'quiet',
    '#icon': 'refresh-cw',
    '#name': '_op',
    '#submits': `rebuild:${keyPath(node.name)}`,
    '#attributes': {
      ...partialPost(drawing.action, part),
      class: 'form-update',
      'hx-trigger': `click, change from:#${node.id}`,
      'aria-label': 'label' in element ? `Update what depends on “${element.label}”` : undefined,
    },
  };
}
