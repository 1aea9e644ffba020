import { container, type Element, type InputElement } from '#grammar/render';
import { isAmount, operandShape } from '../definition/operand-shape.ts';
import type { FilterView } from './filter-view.ts';
import { choiceControl, choicesOf } from './choice-control.ts';
import { labelled, labelledGroup } from './labelled-control.ts';
import { lookupControl } from './lookup-control.ts';

/** The control by which readers choose the value of a filter: by its operator, then its column. */
export function filterControl(view: FilterView): Element {
  const { filter, source } = view;
  const shape = operandShape(filter.operator);
  if (shape === 'none') return switchControl(view);
  if (shape === 'amount') return amountControl(view);
  const choices = choicesOf(view);
  if (choices !== undefined) return choiceControl(view, choices);
  if (source.references && filter.operator !== 'matches')
    return labelled(view, lookupControl(view));
  const input = inputOf(view);
  return shape === 'two' ? rangeControl(view, input) : labelled(view, box(view, input));
}

function box({ filter, texts }: FilterView, input: InputElement['#input'], at = 0): InputElement {
  return {
    '#type': 'input',
    '#input': input,
    '#name': filter.id,
    '#value': texts[at] ?? '',
    '#attributes': {
      ...(input === 'number' ? { step: 'any', inputmode: 'decimal' } : {}),
      ...(input === 'text' || input === 'search' ? { maxlength: 300 } : {}),
    },
  };
}

function inputOf({ source }: FilterView): InputElement['#input'] {
  switch (source.kind) {
    case 'number':
      return 'number';
    case 'date':
    case 'time':
      return 'date';
    case 'search':
      return 'search';
    default:
      return 'text';
  }
}

/** From and to, either of which may be left open. */
function rangeControl(view: FilterView, input: InputElement['#input']): Element {
  const { id } = view;
  const end = (name: string, at: number): Element => ({
    '#type': 'form_item',
    '#for': `${id}-${at}`,
    '#label': name,
    '#control': box(view, input, at),
  });
  const ends = { from: end('From', 0), to: end('To', 1) };
  return labelledGroup(view, 'ends', container(ends, { attributes: { class: 'gather-range' } }));
}

function switchControl({ filter, id, texts, problems }: FilterView): Element {
  const { label, help } = filter.exposed;
  return {
    '#type': 'form_item',
    '#for': id,
    '#label': label,
    '#label_after': true,
    ...(help ? { '#help': help } : {}),
    ...(problems.length > 0 ? { '#problems': problems } : {}),
    '#control': {
      '#type': 'input',
      '#input': 'checkbox',
      '#name': filter.id,
      '#value': 'true',
      '#checked': texts.includes('true'),
    },
  };
}

/** A number of days, weeks …: the unit is the definition's. */
function amountControl(view: FilterView): Element {
  const { filter } = view;
  const unit = filter.value !== undefined && isAmount(filter.value) ? filter.value.unit : 'day';
  const control = box(view, 'number');
  return labelled(
    {
      ...view,
      filter: {
        ...filter,
        exposed: { ...filter.exposed, label: `${filter.exposed.label} (${unit}s)` },
      },
    },
    { ...control, '#attributes': { min: 0, step: 1, inputmode: 'numeric' } },
  );
}
