import type { LeafElement, LeafNode, LeafValue } from './form-nodes.ts';

/** What an element holds before anybody touched it. */
export function defaultValue(element: LeafElement): LeafValue {
  switch (element.kind) {
    case 'checkbox':
    case 'switch':
      return element.default ?? false;
    case 'checkboxes':
    case 'multiselect':
      return element.default ?? [];
    case 'autocomplete':
      return element.default?.value ?? '';
    case 'file':
      return element.default?.id ?? '';
    case 'text':
    case 'textarea':
    case 'number':
    case 'date':
    case 'datetime':
    case 'select':
    case 'radios':
    case 'hidden':
      return element.default ?? '';
  }
}

/** What is shown in place of an id: the label of a record, the name of a file. */
export function defaultShown(element: LeafElement): string {
  if (element.kind === 'autocomplete') return element.default?.label ?? '';
  if (element.kind === 'file') return element.default?.name ?? '';
  return '';
}

/** Puts an element back to what it held before anybody touched it. */
export function resetLeaf(node: LeafNode): void {
  node.value = defaultValue(node.element);
  node.shown = defaultShown(node.element);
  node.refused = [];
}
