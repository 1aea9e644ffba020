import type { FormElements, FormValue, Option } from '#grammar/forms';
import type { AccessRule, Column, Sections, Style } from '../definition/gather.ts';
import { LARGEST_PAGE } from '../definition/gather-schema.ts';
import type { BuilderView } from './builder-view.ts';
import { enteredColumns } from './column-rows.ts';
import { isOn, textIn, textsIn } from './entered.ts';
import { options } from './words.ts';

const STYLES: Readonly<Record<Style['kind'], string>> = {
  list: 'List',
  table: 'Table',
  cards: 'Cards',
  grouped: 'List under headings',
  plain: 'Plain, without a list around it',
};
const ROWS = { columns: 'Its fields', teaser: 'Teaser', full: 'The whole item' };
const PAGERS = {
  full: 'Numbered pages',
  mini: 'Older and newer',
  load_more: 'A button for more',
  none: 'No further pages',
};
const WHO = {
  content: 'Who may see content',
  permission: 'Who has a permission',
  roles: 'Who has one of these roles',
};

/** How rows are shown, with what the chosen way of it needs. */
export function styleElements(view: BuilderView): FormElements {
  const { sections, base, entered } = view;
  const { style } = sections;
  const chosen = (entered && textIn(entered, 'style')) || style.kind;
  return {
    style: {
      kind: 'select',
      label: 'Looks like',
      required: true,
      rebuilds: true,
      options: options(STYLES),
      default: style.kind,
    },
    ...(chosen === 'table' || chosen === 'plain'
      ? {}
      : {
          row: {
            kind: 'select',
            label: 'Each as',
            required: true,
            options: options(base.isItems ? ROWS : { columns: ROWS.columns }),
            default: 'row' in style ? style.row : 'columns',
          },
        }),
    ...(chosen === 'table'
      ? {
          sortable: {
            kind: 'checkboxes',
            label: 'Headings that sort',
            options: fieldOptions(view),
            default: style.kind === 'table' ? style.sortable : [],
          },
        }
      : {}),
    ...(chosen === 'grouped'
      ? {
          by: {
            kind: 'select',
            label: 'Heading from',
            required: true,
            options: fieldOptions(view),
            default: style.kind === 'grouped' ? style.by : '',
          },
        }
      : {}),
  };
}

/** The fields that are shown, as they are entered. */
function fieldOptions(view: BuilderView): readonly Option[] {
  const { sections, entered, known } = view;
  const shown: readonly Partial<Column>[] = entered?.['fields']
    ? enteredColumns(view, entered, { at: '', places: new Map() })
    : sections.fields;
  return shown.map(({ id = '', label, column = '', of }) => {
    const source = known.find(of === undefined ? { column } : { of, column });
    return { value: id, label: label || source?.label || id };
  });
}

export function enteredStyle(values: FormValue): object {
  const kind = textIn(values, 'style') || 'list';
  const row = textIn(values, 'row') || 'columns';
  switch (kind) {
    case 'table':
      return { kind, sortable: textsIn(values, 'sortable') };
    case 'grouped':
      return { kind, by: textIn(values, 'by'), row };
    case 'plain':
      return { kind };
    default:
      return { kind, row };
  }
}

export function pagerElements({ sections: { pager } }: BuilderView): FormElements {
  return {
    pager: {
      kind: 'select',
      label: 'Pages',
      required: true,
      options: options(PAGERS),
      default: pager.kind,
    },
    size: {
      kind: 'number',
      label: 'At most on a page',
      required: true,
      min: 1,
      max: LARGEST_PAGE,
      step: 1,
      default: String(pager.size),
    },
  };
}

export function enteredPager(values: FormValue): object {
  return { kind: textIn(values, 'pager') || 'full', size: Number(textIn(values, 'size')) || 10 };
}

const whereAccess = (equals: AccessRule['kind']) => ({ visible: { element: '/access', equals } });

/** Who sees it, and what is said where there is nothing. */
export function accessElements({ sections, choices }: BuilderView): FormElements {
  const { access, empty, distinct } = sections;
  return {
    access: {
      kind: 'select',
      label: 'Who sees it',
      help: 'What somebody may not see is never listed, whatever is chosen here.',
      required: true,
      options: options(WHO),
      default: access.kind,
    },
    permission: {
      kind: 'select',
      label: 'Permission',
      none: 'Choose…',
      options: choices.permissions,
      default: access.kind === 'permission' ? access.permission : '',
      states: whereAccess('permission'),
    },
    roles: {
      kind: 'checkboxes',
      label: 'Roles',
      options: choices.roles,
      default: access.kind === 'roles' ? access.roles : [],
      states: whereAccess('roles'),
    },
    empty: {
      kind: 'text',
      label: 'Said where there is nothing',
      maxLength: 1000,
      default: empty,
    },
    distinct: {
      kind: 'checkbox',
      label: 'Each only once',
      help: 'Where a connection leads to several, the same would be listed several times.',
      default: distinct,
    },
  };
}

export function enteredAccess(values: FormValue): object {
  const kind = textIn(values, 'access') || 'content';
  switch (kind) {
    case 'permission':
      return { kind, permission: textIn(values, 'permission') };
    case 'roles':
      return { kind, roles: textsIn(values, 'roles') };
    default:
      return { kind };
  }
}

export function enteredWords(values: FormValue): Pick<Sections, 'empty' | 'distinct'> {
  return { empty: textIn(values, 'empty'), distinct: isOn(values, 'distinct') };
}
