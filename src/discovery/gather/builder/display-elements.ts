import type { FormElement, FormElements, FormValue } from '#grammar/forms';
import type { CatalogueColumn } from '../catalogue/catalogue.ts';
import type { ColumnRef, Display, TilePlace } from '../definition/gather.ts';
import type { BuilderView } from './builder-view.ts';
import { columnKey, columnOf, columnOptions } from './column-ref.ts';
import { isOn, rowsIn, textIn, textsIn, valueIn } from './entered.ts';

/** Where and how one display is shown. */
export function displayElements(view: BuilderView, display: Display): FormElements {
  return {
    label: {
      kind: 'text',
      label: 'Name of the display',
      maxLength: 200,
      default: display.label,
    },
    ...('path' in display ? { path: pathElement(display.path) } : {}),
    ...('title' in display ? { title: titleElement(display.title) } : {}),
    ...ownElements(view, display),
  };
}

function pathElement(path: string): FormElement {
  return {
    kind: 'text',
    label: 'Address',
    help: 'For example /talks, or /talks/{topic} with a value from the address.',
    required: true,
    maxLength: 200,
    default: path,
  };
}

function titleElement(title: string): FormElement {
  return {
    kind: 'text',
    label: 'Title',
    help: 'Empty: the name of the gather. %topic stands for what {topic} is called.',
    maxLength: 200,
    default: title,
  };
}

function ownElements(view: BuilderView, display: Display): FormElements {
  switch (display.kind) {
    case 'page':
      return {
        in_menu: {
          kind: 'switch',
          label: 'Link in the main navigation',
          default: display.menu !== undefined,
        },
        menu: {
          kind: 'group',
          look: 'row',
          states: { visible: { element: '/display/in_menu', equals: true } },
          elements: {
            label: {
              kind: 'text',
              label: 'Text of the link',
              maxLength: 100,
              default: display.menu?.label ?? view.gather.label,
            },
            weight: {
              kind: 'number',
              label: 'Place',
              help: 'Lower ones stand first.',
              step: 1,
              default: String(display.menu?.weight ?? 0),
            },
          },
        },
      };
    case 'tile':
      return { places: placeRows(view, display.places) };
    case 'feed':
      return {
        format: {
          kind: 'select',
          label: 'Format',
          required: true,
          options: [
            { value: 'rss', label: 'RSS' },
            { value: 'atom', label: 'Atom' },
            { value: 'json', label: 'JSON Feed' },
          ],
          default: display.format,
        },
      };
    case 'attachment':
      return {
        to: {
          kind: 'checkboxes',
          label: 'Stands with',
          required: true,
          options: view.gather.displays
            .filter(({ kind }) => kind !== 'attachment')
            .map(({ id, label }) => ({ value: id, label: label || id })),
          default: display.to,
        },
        position: positionElement(display.position),
      };
    case 'calendar':
      return {
        when: columnSelect(view, 'When', isWhen, display.when),
        place: columnSelect(view, 'Where', ({ kind }) => kind === 'text', display.place),
      };
    case 'csv':
    case 'json':
      return {};
  }
}

const isWhen = ({ kind }: CatalogueColumn): boolean => kind === 'date' || kind === 'time';

function columnSelect(
  view: BuilderView,
  label: string,
  fits: (column: CatalogueColumn) => boolean,
  now: ColumnRef | undefined,
): FormElement {
  return {
    kind: 'select',
    label,
    none: 'None',
    options: columnOptions(view, fits, now),
    default: now ? columnKey(now) : '',
  };
}

function positionElement(position: 'before' | 'after'): FormElement {
  return {
    kind: 'select',
    label: 'Position',
    required: true,
    options: [
      { value: 'before', label: 'Above it' },
      { value: 'after', label: 'Below it' },
    ],
    default: position,
  };
}

function placeRows({ choices }: BuilderView, places: readonly TilePlace[]): FormElement {
  const row = (place: TilePlace | undefined): FormElement => ({
    kind: 'group',
    look: 'row',
    about: 'Place',
    elements: {
      on: {
        kind: 'select',
        label: 'On',
        none: 'Choose…',
        options: [
          { value: 'front', label: 'The front page' },
          { value: 'items', label: 'Pages of items' },
        ],
        default: place?.on ?? '',
      },
      types: {
        kind: 'checkboxes',
        label: 'Of these types',
        help: 'None is all.',
        options: choices.types,
        default: place?.on === 'items' ? place.types : [],
        states: { visible: { element: 'on', equals: 'items' } },
      },
      position: positionElement(place?.position ?? 'after'),
    },
  });
  return {
    kind: 'rows',
    label: 'Where it stands',
    rows: places.map(row),
    blank: row(undefined),
    addLabel: 'Add a place',
    isEmpty: (entered) => textIn(entered, 'on') === '',
  };
}

/** The display as it was entered, without its overrides, as input of a definition. */
export function enteredDisplay(display: Display, values: FormValue): object {
  const said = valueIn(values, 'display');
  const { id, kind } = display;
  const common = {
    kind,
    id,
    label: textIn(said, 'label'),
    ...('path' in display ? { path: textIn(said, 'path') } : {}),
    ...('title' in display ? { title: textIn(said, 'title') } : {}),
  };
  switch (display.kind) {
    case 'page': {
      const menu = valueIn(said, 'menu');
      const link = { label: textIn(menu, 'label'), weight: Number(textIn(menu, 'weight')) || 0 };
      const { breadcrumb } = display;
      return { ...common, breadcrumb, ...(isOn(said, 'in_menu') ? { menu: link } : {}) };
    }
    case 'tile':
      return { ...common, places: rowsIn(said, 'places').map(enteredPlace) };
    case 'feed':
      return { ...common, format: textIn(said, 'format') };
    case 'attachment':
      return { ...common, to: textsIn(said, 'to'), position: textIn(said, 'position') };
    case 'calendar': {
      const place = textIn(said, 'place');
      return {
        ...common,
        when: columnOf(textIn(said, 'when')),
        ...(place === '' ? {} : { place: columnOf(place) }),
      };
    }
    case 'csv':
    case 'json':
      return common;
  }
}

function enteredPlace(row: FormValue): object {
  const on = textIn(row, 'on');
  const position = textIn(row, 'position') || 'after';
  return on === 'items' ? { on, types: textsIn(row, 'types'), position } : { on, position };
}
