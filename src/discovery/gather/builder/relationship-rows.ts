import type { FormElement, FormValue, Option, RowsFormElement } from '#grammar/forms';
import type { Relationship } from '../definition/gather.ts';
import type { BuilderView } from './builder-view.ts';
import { isOn, rowsIn, textIn, uniqueName } from './entered.ts';
import type { Places } from './filter-rows.ts';

/** Ways to other records, whose columns are offered everywhere then. */
export function relationshipRows(view: BuilderView): RowsFormElement {
  return {
    kind: 'rows',
    label: 'Connections',
    labelHidden: true,
    help: 'To show, filter or sort by what belongs to something else: the author of an item, the place of an event. Add one, and its fields can be chosen everywhere.',
    rows: view.sections.relationships.map((one) => rowElement(view, one)),
    blank: rowElement(view, undefined),
    addLabel: 'Add a connection',
    isEmpty: (entered) => textIn(entered, 'through') === '',
  };
}

function rowElement(view: BuilderView, now: Relationship | undefined): FormElement {
  return {
    kind: 'group',
    look: 'row',
    about: now?.label || 'New connection',
    elements: {
      name: { kind: 'hidden', default: now?.name ?? '' },
      through: {
        kind: 'select',
        label: 'To',
        labelHidden: true,
        // Its columns are offered everywhere then.
        rebuilds: 'form',
        none: 'Choose…',
        options: linkOptions(view, now),
        default: now ? keyOf(now) : '',
      },
      label: {
        kind: 'text',
        label: 'Called',
        placeholder: 'Called',
        labelHidden: true,
        maxLength: 200,
        default: now?.label ?? '',
      },
      required: {
        kind: 'checkbox',
        label: 'Only where there is one',
        default: now?.required ?? false,
      },
    },
  };
}

const keyOf = ({ of, through }: Pick<Relationship, 'of' | 'through'>): string =>
  of === undefined ? through : `${of}:${through}`;

/** The links of the base, and of what other connections lead to. */
function linkOptions(view: BuilderView, now: Relationship | undefined): readonly Option[] {
  const { base, known, sections } = view;
  const others = sections.relationships.filter(({ name }) => name !== now?.name);
  return [
    ...[...base.links.values()].map(({ name, label }) => ({
      value: name,
      label,
      group: base.label,
    })),
    ...others.flatMap((other) =>
      [...(known.baseOf(other.name)?.links.values() ?? [])].map(({ name, label }) => ({
        value: keyOf({ of: other.name, through: name }),
        label,
        group: other.label || other.name,
      })),
    ),
  ];
}

/** The connections that were entered, as input of a definition. */
export function enteredRelationships(
  view: BuilderView,
  values: FormValue,
  { at, places }: { readonly at: string; readonly places: Places },
): readonly object[] {
  const taken = new Set<string>();
  return rowsIn(values, 'relationships')
    .map((entered, i) => ({ entered, i }))
    .filter(({ entered }) => textIn(entered, 'through') !== '')
    .map(({ entered, i }, n) => {
      places.set(`${at}/${n}`, `/relationships/${i}`);
      const [first = '', second] = textIn(entered, 'through').split(':', 2);
      const [of, through] = second === undefined ? [undefined, first] : [first, second];
      const link = view.known.baseOf(of)?.links.get(through);
      const last = through.split('.').at(-1) ?? through;
      return {
        name: uniqueName(textIn(entered, 'name') || last, taken),
        label: textIn(entered, 'label') || link?.label || last,
        through,
        ...(of === undefined ? {} : { of }),
        required: isOn(entered, 'required'),
      };
    });
}
