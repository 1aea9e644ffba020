import type { AutocompleteFormElement, FormElement, FormElements, Option } from '#grammar/forms';
import type { CatalogueColumn } from '../catalogue/catalogue.ts';
import type { Operand, OneOperand, Operator } from '../definition/operand.ts';
import { isAmount, isSeveral, operandShape } from '../definition/operand-shape.ts';
import type { BuilderView } from './builder-view.ts';
import { recordElement } from './record-element.ts';
import { timeElements } from './time-elements.ts';
import { options, UNITS } from './words.ts';

const MOST_BOXES = 10;

/** What an operator compares with, as elements; read again by `enteredOperand`. */
export function operandElements(
  view: BuilderView,
  column: CatalogueColumn,
  operator: Operator,
  now: Operand | undefined,
): FormElements {
  const isTime = column.kind === 'date' || column.kind === 'time';
  const values = valuesOf(now);
  switch (operandShape(operator)) {
    case 'none':
      return {};
    case 'amount':
      return amountElements(now);
    case 'two':
      return isTime
        ? {
            from: { kind: 'group', look: 'row', elements: timeElements('From', values[0]) },
            to: { kind: 'group', look: 'row', elements: timeElements('To', values[1]) },
          }
        : {
            from: oneElement(view, column, 'From', values[0]),
            to: oneElement(view, column, 'To', values[1]),
          };
    case 'many':
      return { values: manyElement(view, column, values) };
    case 'one':
      return isTime
        ? timeElements('Value', values[0])
        : { value: oneElement(view, column, 'Value', values[0]) };
  }
}

function valuesOf(now: Operand | undefined): readonly OneOperand[] {
  if (now === undefined || isAmount(now)) return [];
  return isSeveral(now) ? now : [now];
}

function amountElements(now: Operand | undefined): FormElements {
  const given = now !== undefined && isAmount(now) ? now : undefined;
  return {
    amount: {
      kind: 'number',
      label: 'How many',
      labelHidden: true,
      min: 0,
      step: 1,
      default: String(given?.amount ?? 30),
    },
    unit: {
      kind: 'select',
      label: 'Unit',
      labelHidden: true,
      required: true,
      options: options(UNITS),
      default: given?.unit ?? 'day',
    },
  };
}

/** What there is to choose from; undefined: it is entered. */
function choicesOf(view: BuilderView, column: CatalogueColumn): readonly Option[] | undefined {
  if (column.kind === 'boolean') {
    return [
      { value: 'true', label: 'Yes' },
      { value: 'false', label: 'No' },
    ];
  }
  if (column.choices) {
    return column.choices.map(({ value, label }) => ({ value: String(value), label }));
  }
  if (column.references?.type !== 'term') return undefined;
  const terms = view.terms.get(column.references.bundles.join(','));
  return terms?.map(({ value, label, depth }) => ({
    value,
    label: `${'\u2003'.repeat(depth)}${label}`,
  }));
}

function oneElement(
  view: BuilderView,
  column: CatalogueColumn,
  label: string,
  now: OneOperand | undefined,
): FormElement {
  const value = now === undefined || typeof now === 'object' ? '' : String(now);
  const choices = choicesOf(view, column);
  const base = { label, labelHidden: label === 'Value' };
  if (choices) {
    return {
      kind: 'select',
      ...base,
      none: 'Choose…',
      options: withGone(choices, [value]),
      default: value,
    };
  }
  if (column.references) return record(view, column, base, value);
  return column.kind === 'number'
    ? { kind: 'number', ...base, step: 'any', default: value }
    : { kind: 'text', ...base, maxLength: 1000, default: value };
}

function manyElement(
  view: BuilderView,
  column: CatalogueColumn,
  now: readonly OneOperand[],
): FormElement {
  const values = now.flatMap((one) => (typeof one === 'object' ? [] : String(one)));
  const base = { label: 'Values', labelHidden: true };
  const choices = choicesOf(view, column);
  if (choices) {
    const all = withGone(choices, values);
    const kind = all.length > MOST_BOXES ? 'multiselect' : 'checkboxes';
    return { kind, ...base, options: all, default: values };
  }
  if (column.references) {
    return {
      kind: 'rows',
      ...base,
      rows: values.map((value) =>
        record(view, column, { label: 'Record', labelHidden: true }, value),
      ),
      blank: record(view, column, { label: 'Record', labelHidden: true }, ''),
      addLabel: 'Add another',
      isEmpty: (value) => value === '',
    };
  }
  return {
    kind: 'textarea',
    ...base,
    help: 'One in each line.',
    rows: 4,
    maxLength: 10_000,
    default: values.join('\n'),
  };
}

function record(
  view: BuilderView,
  { references }: CatalogueColumn,
  words: Pick<AutocompleteFormElement, 'label' | 'labelHidden'>,
  value: string,
): FormElement {
  if (!references) return { kind: 'text', ...words, default: value };
  return recordElement(references, words, value, view.labels.get(value) ?? value);
}

/** What is chosen stays a choice, also where it is gone. */
function withGone(choices: readonly Option[], values: readonly string[]): readonly Option[] {
  const gone = values.filter(
    (value) => value !== '' && !choices.some((choice) => choice.value === value),
  );
  return [...choices, ...gone.map((value) => ({ value, label: `${value} (not there)` }))];
}
