import type { FormElement, FormElements, FormValue, RowsFormElement } from '#grammar/forms';
import type { Column } from '../definition/gather.ts';
import type { BuilderView } from './builder-view.ts';
import { columnKey, columnOf, columnOptions, shortName } from './column-ref.ts';
import { isOn, rowsIn, textIn, uniqueName } from './entered.ts';
import type { Places } from './filter-rows.ts';
import { AGGREGATES } from './words.ts';

/** What is shown of each row, in order. */
export function columnRows(view: BuilderView): RowsFormElement {
  const { fields } = view.sections;
  return {
    kind: 'rows',
    label: 'Fields',
    labelHidden: true,
    help: 'What is shown of each, and what CSV and JSON hold. With “Number of” and the like, what is the same becomes one row.',
    rows: fields.map((column) => rowElement(view, column)),
    blank: rowElement(view, { id: '', column: '', label: '', link: false, hidden: false }),
    rowFor(entered, key) {
      const ref = columnOf(textIn(entered, 'column'));
      const before = fields[key];
      if (before && columnKey(before) === columnKey(ref)) return undefined;
      const label = view.known.find(ref)?.label ?? '';
      return rowElement(view, { ...ref, id: before?.id ?? '', label, link: false, hidden: false });
    },
    addLabel: 'Add a field',
    isEmpty: (entered) => textIn(entered, 'column') === '',
  };
}

function rowElement(view: BuilderView, column: Column): FormElement {
  const source = column.column === '' ? undefined : view.known.find(column);
  return {
    kind: 'group',
    look: 'plain',
    about: column.label || source?.label || 'New field',
    elements: {
      id: { kind: 'hidden', default: column.id },
      line: {
        kind: 'group',
        look: 'row',
        transparent: true,
        elements: {
          column: {
            kind: 'select',
            label: 'What',
            labelHidden: true,
            rebuilds: true,
            none: 'Choose…',
            options: columnOptions(view, ({ shown }) => shown, column.column ? column : undefined),
            default: columnKey(column),
          },
          label: {
            kind: 'text',
            label: 'Heading',
            labelHidden: true,
            placeholder: headingIn(view, source?.label),
            maxLength: 200,
            default: column.label,
          },
        },
      },
      ...(source ? { more: moreElements(view, column) } : {}),
    },
  };
}

/** What stands where nobody types a heading. */
function headingIn({ sections }: BuilderView, usual: string | undefined): string {
  return sections.style.kind === 'table' && usual !== undefined ? usual : 'Heading';
}

function moreElements(view: BuilderView, column: Column): FormElement {
  const source = view.known.find(column);
  const formatters = source?.field?.type.formatters ?? {};
  const elements: FormElements = {
    ...(Object.keys(formatters).length > 1
      ? {
          formatter: {
            kind: 'select',
            label: 'Shown as',
            none: 'As usual',
            options: Object.entries(formatters).map(([value, { label }]) => ({ value, label })),
            default: column.formatter?.name ?? '',
          },
        }
      : {}),
    ...(source && source.aggregates.length > 0
      ? {
          aggregate: {
            kind: 'select',
            label: 'Summed up',
            none: 'No: each by itself',
            options: source.aggregates.map((value) => ({ value, label: AGGREGATES[value] })),
            default: column.aggregate ?? '',
          },
        }
      : {}),
    link: { kind: 'checkbox', label: 'Leads to what is listed', default: column.link },
    hidden: { kind: 'checkbox', label: 'Not shown, only for programs', default: column.hidden },
  };
  return {
    kind: 'group',
    look: 'row',
    transparent: true,
    of: columnKey(column),
    elements,
  };
}

/** The fields that were entered, as input of a definition. */
export function enteredColumns(
  view: BuilderView,
  values: FormValue,
  { at, places }: { readonly at: string; readonly places: Places },
): readonly object[] {
  const taken = new Set<string>();
  const isTable = textIn(values, 'style') === 'table';
  return rowsIn(values, 'fields')
    .map((entered, i) => ({ entered, i }))
    .filter(({ entered }) => textIn(entered, 'column') !== '')
    .map(({ entered, i }, n) => {
      places.set(`${at}/${n}`, `/fields/${i}`);
      const ref = columnOf(textIn(entered, 'column'));
      const id = uniqueName(textIn(entered, 'id') || shortName(ref), taken);
      const before = view.sections.fields.find((one) => one.id === id);
      const name = textIn(entered, 'formatter');
      const aggregate = textIn(entered, 'aggregate');
      // A column of a table without a heading tells nothing; it stays so only where it came so.
      const usual = isTable && before?.label !== '' ? view.known.find(ref)?.label : undefined;
      return {
        id,
        ...ref,
        label: textIn(entered, 'label') || (usual ?? ''),
        link: isOn(entered, 'link'),
        hidden: isOn(entered, 'hidden'),
        ...(aggregate === '' ? {} : { aggregate }),
        ...(name === '' ? {} : { formatter: formatterOf(name, before) }),
      };
    });
}

/** Settings of a formatter stay while it is the same one. */
function formatterOf(name: string, before: Column | undefined): object {
  return before?.formatter?.name === name ? before.formatter : { name };
}
