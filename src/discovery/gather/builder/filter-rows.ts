import type { FormElement, FormElements, FormValue, RowsFormElement } from '#grammar/forms';
import type { CatalogueColumn } from '../catalogue/catalogue.ts';
import type { Filter, FilterGroup } from '../definition/gather.ts';
import type { Operator } from '../definition/operand.ts';
import type { BuilderView } from './builder-view.ts';
import { columnKey, columnOf, columnOptions, shortName } from './column-ref.ts';
import { enteredOperand } from './entered-operand.ts';
import { isOn, rowsIn, textIn, uniqueName, valueIn } from './entered.ts';
import { operandElements } from './operand-elements.ts';
import { operatorLabel } from './words.ts';

/** In place of a column: the row begins a group of filters. */
const GROUPS = { '(all)': 'all', '(any)': 'any' } as const;
const GROUP_OPTIONS = [
  { value: '(any)', label: 'Any of those below it', group: 'Group' },
  { value: '(all)', label: 'All of those below it', group: 'Group' },
];

type FlatRow = { readonly level: number } & (
  | { readonly match: FilterGroup['match'] }
  | { readonly filter: Partial<Filter> & Pick<Filter, 'column'> }
);

/** The filters as an outline: groups, and in them what belongs to them. */
export function filterRows(view: BuilderView): RowsFormElement {
  const flat = flattened(view.sections.filters, 0);
  return {
    kind: 'rows',
    label: 'Filters',
    labelHidden: true,
    help: 'Only what fits is listed. Moved to the right, a filter belongs to the group above it.',
    rows: flat.map((row) => rowElement(view, row)),
    blank: rowElement(view, { level: 0, filter: { column: '' } }),
    rowFor(entered, key) {
      const now = enteredRow(view, entered);
      const before = flat[key];
      return before && sameForm(before, now) ? undefined : rowElement(view, now);
    },
    levelIn: 'level',
    addLabel: 'Add a filter',
    isEmpty: (entered) => textIn(entered, 'column') === '',
  };
}

function flattened(group: FilterGroup, level: number): readonly FlatRow[] {
  return group.filters.flatMap((one): readonly FlatRow[] =>
    'filters' in one
      ? [{ level, match: one.match }, ...flattened(one, level + 1)]
      : [{ level, filter: one }],
  );
}

function sameForm(a: FlatRow, b: FlatRow): boolean {
  if ('match' in a || 'match' in b) return 'match' in a && 'match' in b && a.match === b.match;
  return columnKey(a.filter) === columnKey(b.filter) && a.filter.operator === b.filter.operator;
}

function rowElement(view: BuilderView, row: FlatRow): FormElement {
  const level: FormElement = { kind: 'hidden', default: String(row.level) };
  if ('match' in row) {
    return {
      kind: 'group',
      look: 'plain',
      about: row.match === 'any' ? 'Any of these' : 'All of these',
      elements: { level, column: columnElement(view, undefined, `(${row.match})`) },
    };
  }
  const { filter } = row;
  const column = filter.column === '' ? undefined : view.known.find(filter);
  const operator = column && operatorOf(filter.operator, column.operators);
  return {
    kind: 'group',
    look: 'plain',
    about: column?.label ?? 'New filter',
    elements: {
      level,
      id: { kind: 'hidden', default: filter.id ?? '' },
      line: {
        kind: 'group',
        look: 'row',
        transparent: true,
        elements: {
          column: columnElement(view, filter, columnKey(filter)),
          ...(column && operator
            ? {
                operator: {
                  kind: 'select',
                  label: 'Condition',
                  labelHidden: true,
                  required: true,
                  rebuilds: true,
                  options: column.operators.map((value) => ({
                    value,
                    label: operatorLabel(value, column.kind),
                  })),
                  default: operator,
                },
                operand: {
                  kind: 'group',
                  look: 'row',
                  of: `${columnKey(filter)} ${operator}`,
                  elements: operandElements(view, column, operator, filter.value),
                },
              }
            : {}),
        },
      },
      ...(column && operator ? exposedElements(filter, column.label) : {}),
    },
  };
}

const canFilter = ({ operators }: CatalogueColumn): boolean => operators.length > 0;

function columnElement(
  view: BuilderView,
  now: Pick<Filter, 'column' | 'of'> | undefined,
  key: string,
): FormElement {
  const named = now?.column ? now : undefined;
  return {
    kind: 'select',
    label: 'What',
    labelHidden: true,
    rebuilds: true,
    none: 'Choose…',
    options: [...GROUP_OPTIONS, ...columnOptions(view, canFilter, named)],
    default: key,
  };
}

function exposedElements(filter: Partial<Filter>, label: string): FormElements {
  const { exposed } = filter;
  const visible = { visible: { element: 'is_exposed', equals: true } };
  return {
    is_exposed: {
      kind: 'checkbox',
      label: 'Readers may choose',
      default: exposed !== undefined,
    },
    exposed: {
      kind: 'group',
      look: 'row',
      states: visible,
      elements: {
        label: {
          kind: 'text',
          label: 'Label for readers',
          maxLength: 200,
          default: exposed?.label ?? label,
        },
        help: { kind: 'text', label: 'Help', maxLength: 1000, default: exposed?.help ?? '' },
        multiple: {
          kind: 'checkbox',
          label: 'Several at once',
          default: exposed?.multiple ?? false,
        },
        required: {
          kind: 'checkbox',
          label: 'Must choose',
          default: exposed?.required ?? false,
        },
        remember: {
          kind: 'checkbox',
          label: 'Remember the choice',
          default: exposed?.remember ?? false,
        },
      },
    },
  };
}

function operatorOf(said: Operator | undefined, there: readonly Operator[]): Operator | undefined {
  return there.find((one) => one === said) ?? there[0];
}

function enteredRow(view: BuilderView, entered: FormValue): FlatRow {
  const level = Number(textIn(entered, 'level')) || 0;
  const key = textIn(entered, 'column');
  if (key === '(all)' || key === '(any)') return { level, match: GROUPS[key] };
  const ref = columnOf(key);
  const column = key === '' ? undefined : view.known.find(ref);
  const said = textIn(entered, 'operator');
  const operator = operatorOf(
    column?.operators.find((one) => one === said),
    column?.operators ?? [],
  );
  const id = textIn(entered, 'id');
  return {
    level,
    filter: { ...ref, ...(id === '' ? {} : { id }), ...(operator ? { operator } : {}) },
  };
}

/** Where in the form a part of the definition stands, by pointers. */
export type Places = Map<string, string>;

/** The filters that were entered, as input of a definition. */
export function enteredFilters(
  view: BuilderView,
  values: FormValue,
  { at, places }: { readonly at: string; readonly places: Places },
): object {
  const taken = new Set<string>();
  const root: Node = { match: textIn(values, 'match') === 'any' ? 'any' : 'all', filters: [] };
  const open: { readonly node: Node; readonly at: string }[] = [{ node: root, at }];
  for (const [i, entered] of rowsIn(values, 'filters').entries()) {
    const row = enteredRow(view, entered);
    const key = textIn(entered, 'column');
    if (key === '') continue;
    open.length = Math.min(open.length, row.level + 1);
    const parent = open.at(-1);
    if (!parent) break;
    const place = `${parent.at}/filters/${parent.node.filters.length}`;
    places.set(place, `/filters/${i}`);
    if ('match' in row) {
      const node: Node = { match: row.match, filters: [] };
      parent.node.filters.push(node);
      open.push({ node, at: place });
    } else {
      places.set(`${place}/value`, `/filters/${i}/operand`);
      parent.node.filters.push(enteredFilter(view, entered, row.filter, taken));
    }
  }
  return root;
}

interface Node {
  readonly match: FilterGroup['match'];
  readonly filters: object[];
}

function enteredFilter(
  view: BuilderView,
  entered: FormValue,
  { id, column, of, operator }: Partial<Filter> & Pick<Filter, 'column'>,
  taken: Set<string>,
): object {
  const ref = of === undefined ? { column } : { of, column };
  const kind = view.known.find(ref)?.kind ?? 'text';
  const value = operator && enteredOperand(valueIn(entered, 'operand'), kind, operator);
  const shown = valueIn(entered, 'exposed');
  const label = textIn(shown, 'label') || view.known.find(ref)?.label || column;
  return {
    id: uniqueName(id ?? shortName(ref), taken),
    ...ref,
    operator: operator ?? 'equals',
    ...(value === undefined ? {} : { value }),
    ...(isOn(entered, 'is_exposed')
      ? {
          exposed: {
            label,
            help: textIn(shown, 'help'),
            multiple: isOn(shown, 'multiple'),
            required: isOn(shown, 'required'),
            remember: isOn(shown, 'remember'),
          },
        }
      : {}),
  };
}
