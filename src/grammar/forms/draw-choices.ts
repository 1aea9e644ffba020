import { type Attributes, type Element, container } from '#grammar/render';
import type { ChoiceFormElement, ChoicesFormElement, Option } from './form-elements.ts';
import type { LeafNode } from './form-nodes.ts';

/** Radios or boxes under one legend. */
export function drawChoices(
  node: LeafNode,
  element: ChoiceFormElement | ChoicesFormElement,
  problems: readonly string[],
  states: Attributes,
): Element {
  const one = (option: Option, position: number): Element => drawOption(node, option, position);
  return {
    '#type': 'fieldset',
    '#legend': element.label,
    '#attributes': { ...states, id: node.id, 'data-look': 'plain' },
    ...(element.labelHidden ? { '#legend_hidden': true } : {}),
    ...(element.help ? { '#help': element.help } : {}),
    ...(element.required ? { '#required': true } : {}),
    ...(problems.length > 0 ? { '#problems': problems } : {}),
    '#children': byGroup(node, element.options, one),
  };
}

function drawOption(node: LeafNode, option: Option, position: number): Element {
  const chosen =
    typeof node.value === 'object'
      ? node.value.includes(option.value)
      : node.value === option.value;
  return {
    '#type': 'form_item',
    '#for': `${node.id}-${position}`,
    '#label': option.label,
    '#label_after': true,
    ...(option.help ? { '#help': option.help } : {}),
    '#control': {
      '#type': 'input',
      '#input': node.element.kind === 'radios' ? 'radio' : 'checkbox',
      '#name': node.name,
      '#value': option.value,
      '#checked': chosen,
      '#attributes': {
        ...(node.frozen ? { disabled: true } : {}),
        ...(node.focus && position === 0 ? { autofocus: true } : {}),
      },
    },
  };
}

/** Options of one group stand together under its name; the ids count through all of them. */
function byGroup(
  node: LeafNode,
  options: readonly Option[],
  draw: (option: Option, position: number) => Element,
): Record<string, Element> {
  const drawn = new Map<string | undefined, Record<string, Element>>();
  for (const [position, option] of options.entries()) {
    const group = drawn.get(option.group) ?? {};
    group[`o${position}`] = draw(option, position);
    drawn.set(option.group, group);
  }
  const children: Record<string, Element> = {};
  for (const [name, inside] of drawn) {
    const choices = container(inside, { attributes: { class: 'choices' } });
    const key = `g${Object.keys(children).length}`;
    children[key] =
      name === undefined
        ? choices
        : {
            '#type': 'fieldset',
            '#legend': name,
            '#attributes': { id: `${node.id}--${key}`, 'data-look': 'plain' },
            '#children': { choices },
          };
  }
  return children;
}
