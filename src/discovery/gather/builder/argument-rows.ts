import type { FormElement, FormValue, RowsFormElement } from '#grammar/forms';
import type { CatalogueColumn } from '../catalogue/catalogue.ts';
import type { Argument } from '../definition/gather.ts';
import type { BuilderView } from './builder-view.ts';
import { columnKey, columnOf, columnOptions, shortName } from './column-ref.ts';
import { isOn, rowsIn, textIn, uniqueName } from './entered.ts';
import type { Places } from './filter-rows.ts';
import { operatorLabel } from './words.ts';

const OPERATORS = ['equals', 'has_term', 'has_term_or_below'] as const;
const MISSING = [
  { value: 'ignore', label: 'List everything' },
  { value: 'not_found', label: 'There is no such page' },
  { value: 'fixed', label: 'Take this value' },
  { value: 'current_item', label: 'Take it from the item whose page it stands on' },
];

/** Values from the address: `/talks/{topic}`. */
export function argumentRows(view: BuilderView): RowsFormElement {
  return {
    kind: 'rows',
    label: 'Values from the address',
    labelHidden: true,
    help: 'One named “topic” takes what stands in the address for {topic}, as in /talks/{topic}.',
    rows: view.sections.arguments.map((one) => rowElement(view, one)),
    blank: rowElement(view, undefined),
    addLabel: 'Add a value from the address',
    isEmpty: (entered) => textIn(entered, 'column') === '',
  };
}

const whereMissing = (equals: string) => ({ visible: { element: 'missing', equals } });

function rowElement(view: BuilderView, now: Argument | undefined): FormElement {
  const missing = now?.missing ?? { action: 'ignore' };
  return {
    kind: 'group',
    look: 'plain',
    about: now?.id ?? 'New value',
    elements: {
      line: {
        kind: 'group',
        look: 'row',
        transparent: true,
        elements: {
          id: {
            kind: 'text',
            label: 'Named',
            maxLength: 50,
            placeholder: 'topic',
            default: now?.id ?? '',
          },
          column: {
            kind: 'select',
            label: 'Is compared with',
            none: 'Choose…',
            options: columnOptions(view, takesArgument, now),
            default: now ? columnKey(now) : '',
          },
          operator: {
            kind: 'select',
            label: 'How',
            required: true,
            options: OPERATORS.map((value) => ({ value, label: operatorLabel(value, 'term') })),
            default: now?.operator ?? 'equals',
          },
        },
      },
      missing: {
        kind: 'select',
        label: 'When there is none',
        required: true,
        options: MISSING,
        default: missing.action,
      },
      value: {
        kind: 'text',
        label: 'Value',
        maxLength: 1000,
        default: missing.action === 'fixed' ? String(missing.value) : '',
        states: whereMissing('fixed'),
      },
      from: {
        kind: 'select',
        label: 'What of the item',
        none: 'The item itself',
        options: itemColumns(view),
        default: missing.action === 'current_item' ? missing.column : '',
        states: whereMissing('current_item'),
      },
      validate: {
        kind: 'checkbox',
        label: 'No page where nothing is called so',
        default: now?.validate ?? true,
      },
    },
  };
}

function takesArgument({ operators }: CatalogueColumn): boolean {
  return OPERATORS.some((operator) => operators.includes(operator));
}

function itemColumns({ catalogue }: BuilderView) {
  const columns = [...(catalogue.findBase('item')?.columns.values() ?? [])];
  return columns
    .filter((column) => takesArgument(column) && column.name !== 'id')
    .map(({ name, label, group }) => ({ value: name, label, group }));
}

/** What was entered, as input of a definition. */
export function enteredArguments(
  _view: BuilderView,
  values: FormValue,
  { at, places }: { readonly at: string; readonly places: Places },
): readonly object[] {
  const taken = new Set<string>();
  return rowsIn(values, 'arguments')
    .map((entered, i) => ({ entered, i }))
    .filter(({ entered }) => textIn(entered, 'column') !== '')
    .map(({ entered, i }, n) => {
      places.set(`${at}/${n}`, `/arguments/${i}`);
      const ref = columnOf(textIn(entered, 'column'));
      return {
        id: uniqueName(textIn(entered, 'id') || shortName(ref), taken),
        ...ref,
        operator: textIn(entered, 'operator') || 'equals',
        missing: enteredMissing(entered),
        validate: isOn(entered, 'validate'),
      };
    });
}

function enteredMissing(entered: FormValue): object {
  const action = textIn(entered, 'missing') || 'ignore';
  switch (action) {
    case 'fixed':
      return { action, value: textIn(entered, 'value') };
    case 'current_item':
      return { action, column: textIn(entered, 'from') || 'id' };
    default:
      return { action };
  }
}
