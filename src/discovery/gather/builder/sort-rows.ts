import type { FormElement, FormValue, RowsFormElement } from '#grammar/forms';
import type { Sort } from '../definition/gather.ts';
import type { BuilderView } from './builder-view.ts';
import { columnKey, columnOf, columnOptions, shortName } from './column-ref.ts';
import { isOn, rowsIn, textIn, uniqueName } from './entered.ts';
import type { Places } from './filter-rows.ts';

/** The order, the most important first. */
export function sortRows(view: BuilderView): RowsFormElement {
  return {
    kind: 'rows',
    label: 'Order',
    labelHidden: true,
    help: 'Where the first is the same for two, the second decides.',
    rows: view.sections.sorts.map((sort) => rowElement(view, sort)),
    blank: rowElement(view, { column: '', direction: 'asc' }),
    addLabel: 'Add an order',
    isEmpty: (entered) => textIn(entered, 'column') === '',
  };
}

function rowElement(view: BuilderView, sort: Sort): FormElement {
  return {
    kind: 'group',
    look: 'row',
    about: view.known.find(sort)?.label ?? 'New order',
    elements: {
      column: {
        kind: 'select',
        label: 'By',
        labelHidden: true,
        none: 'Choose…',
        options: columnOptions(view, ({ sortable }) => sortable, sort.column ? sort : undefined),
        default: columnKey(sort),
      },
      direction: {
        kind: 'select',
        label: 'Direction',
        labelHidden: true,
        required: true,
        options: [
          { value: 'asc', label: 'Upwards: A to Z, old to new' },
          { value: 'desc', label: 'Downwards: Z to A, new to old' },
        ],
        default: sort.direction,
      },
      // What the builder does not offer to change stays.
      aggregate: { kind: 'hidden', default: sort.aggregate ?? '' },
      is_exposed: {
        kind: 'checkbox',
        label: 'Readers may choose it',
        default: sort.exposed !== undefined,
      },
      label: {
        kind: 'text',
        label: 'Label for readers',
        maxLength: 200,
        default: sort.exposed?.label ?? '',
        states: { visible: { element: 'is_exposed', equals: true } },
      },
      id: { kind: 'hidden', default: sort.exposed?.id ?? '' },
    },
  };
}

/** The orders that were entered, as input of a definition. */
export function enteredSorts(
  view: BuilderView,
  values: FormValue,
  { at, places }: { readonly at: string; readonly places: Places },
): readonly object[] {
  const taken = new Set<string>();
  return rowsIn(values, 'sorts')
    .map((entered, i) => ({ entered, i }))
    .filter(({ entered }) => textIn(entered, 'column') !== '')
    .map(({ entered, i }, n) => {
      places.set(`${at}/${n}`, `/sorts/${i}`);
      const ref = columnOf(textIn(entered, 'column'));
      const aggregate = textIn(entered, 'aggregate');
      const label = textIn(entered, 'label') || view.known.find(ref)?.label || ref.column;
      const id = () => uniqueName(textIn(entered, 'id') || shortName(ref), taken);
      return {
        ...ref,
        direction: textIn(entered, 'direction') || 'asc',
        ...(aggregate === '' ? {} : { aggregate }),
        ...(isOn(entered, 'is_exposed') ? { exposed: { id: id(), label } } : {}),
      };
    });
}
