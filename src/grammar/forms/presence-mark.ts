import type { InputElement } from '#grammar/render';
import type { FormNode } from './form-nodes.ts';
import { hiddenInput } from './hidden-input.ts';

/**
 * Browsers send nothing for boxes that are not ticked. An empty value under the same name says
 * that they were there to be ticked.
 */
export function presenceMark(node: FormNode): InputElement | undefined {
  if (node.kind !== 'leaf' || node.frozen) return undefined;
  switch (node.element.kind) {
    case 'checkbox':
    case 'switch':
    case 'checkboxes':
    case 'multiselect':
    case 'radios':
      return hiddenInput(node.name, '');
    default:
      return undefined;
  }
}
