import { container, type Element, type SelectElement } from '#grammar/render';
import { operandShape } from '../definition/operand-shape.ts';
import type { FilterView } from './filter-view.ts';
import { labelled, labelledGroup } from './labelled-control.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly depth?: number;
}

/** More boxes than this are a list that one scrolls. */
const MOST_BOXES = 12;

/** What there is to choose from; undefined: it is entered. */
export function choicesOf({ source, terms, filter }: FilterView): readonly Choice[] | undefined {
  if (operandShape(filter.operator) === 'two') return undefined;
  if (source.kind === 'boolean') {
    const { on_label: yes, off_label: no } = source.field?.settings ?? {};
    return [
      { value: 'true', label: typeof yes === 'string' && yes !== '' ? yes : 'Yes' },
      { value: 'false', label: typeof no === 'string' && no !== '' ? no : 'No' },
    ];
  }
  if (source.choices) {
    return source.choices.map(({ value, label }) => ({ value: String(value), label }));
  }
  return source.references?.type === 'term' ? terms : undefined;
}

/** One of a select list, or several boxes. */
export function choiceControl(view: FilterView, choices: readonly Choice[]): Element {
  const { filter } = view;
  if (!filter.exposed.multiple) return labelled(view, select(view, choices, false));
  return choices.length > MOST_BOXES
    ? labelled(view, select(view, choices, true))
    : boxes(view, choices);
}

function select(
  { filter, texts }: FilterView,
  choices: readonly Choice[],
  multiple: boolean,
): SelectElement {
  const { required } = filter.exposed;
  const none = { value: '', label: required ? 'Choose…' : 'Any' };
  return {
    '#type': 'select',
    '#name': filter.id,
    ...(multiple ? { '#multiple': true, '#attributes': { size: 6 } } : {}),
    '#options': [
      ...(multiple ? [] : [none]),
      ...choices.map(({ value, label, depth = 0 }) => ({
        value,
        label: `${'\u2003'.repeat(depth)}${label}`,
        ...(texts.includes(value) ? { selected: true } : {}),
      })),
    ],
  };
}

function boxes(view: FilterView, choices: readonly Choice[]): Element {
  const { filter, id, texts } = view;
  const options = choices.map((choice, i): [string, Element] => [
    `o${i}`,
    {
      '#type': 'form_item',
      '#for': `${id}-${i}`,
      '#label': choice.label,
      '#label_after': true,
      '#attributes': { 'data-depth': choice.depth || undefined },
      '#control': {
        '#type': 'input',
        '#input': 'checkbox',
        '#name': filter.id,
        '#value': choice.value,
        '#checked': texts.includes(choice.value),
      },
    },
  ]);
  const all = container(Object.fromEntries(options), { attributes: { class: 'choices' } });
  return labelledGroup(view, 'choices', all);
}
