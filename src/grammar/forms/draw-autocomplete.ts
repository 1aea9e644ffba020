import { type Attributes, type Element, container } from '#grammar/render';
import type { AutocompleteFormElement } from './form-elements.ts';
import type { LeafNode } from './form-nodes.ts';
import { hiddenInput } from './hidden-input.ts';

/**
 * A text box, the id of what was chosen, and the label that the id belongs to. `autocomplete.js`
 * makes a combobox of it; without, the text is looked up when the form is sent.
 */
export function drawAutocomplete(
  node: LeafNode,
  element: AutocompleteFormElement,
  common: Attributes,
  described: Attributes,
): Element {
  const label = node.value === '' ? '' : node.shown;
  return container(
    {
      text: {
        '#type': 'input',
        '#input': 'text',
        '#name': `${node.name}[text]`,
        '#value': node.shown,
        '#attributes': { ...common, ...described, id: node.id },
      },
      ...(node.frozen
        ? {}
        : {
            value: hiddenInput(node.name, String(node.value), { 'data-value': true }),
            label: hiddenInput(`${node.name}[label]`, label, { 'data-label': true }),
          }),
    },
    {
      attributes: {
        class: 'autocomplete',
        'data-autocomplete': element.source,
        'data-adds': element.adds,
      },
    },
  );
}
