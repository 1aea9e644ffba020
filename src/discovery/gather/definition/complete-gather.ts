import type {
  Argument,
  Column,
  Display,
  Filter,
  FilterGroup,
  Gather,
  Relationship,
  Sections,
  Sort,
  Style,
} from './gather.ts';
import type { GatherInput } from './parse-gather.ts';

/** The sections that were said. */
export type SectionsInput = Said<NonNullable<GatherInput['defaults']>>;
/** The same, to be read alone: what is made of it is something new. */
type Said<Value> = Value extends readonly (infer One)[]
  ? readonly Said<One>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: Said<Value[Key]> }
    : Value;
type DisplayInput = GatherInput['displays'][number];

/** What is not said is as usual: the newest ten, as a list of their columns. */
export function completeGather({
  name,
  label,
  description,
  base,
  defaults,
  displays,
}: GatherInput): Gather {
  return {
    name,
    label,
    description: description ?? '',
    base,
    defaults: { ...USUAL, ...completeSections(defaults ?? {}) },
    displays: displays.map(completeDisplay),
  };
}

const USUAL: Sections = {
  relationships: [],
  arguments: [],
  filters: { match: 'all', filters: [] },
  sorts: [],
  fields: [],
  style: { kind: 'list', row: 'columns' },
  pager: { kind: 'full', size: 10 },
  access: { kind: 'content' },
  empty: '',
  distinct: false,
};

/** The sections that were said, and no others. */
export function completeSections(said: SectionsInput): Partial<Sections> {
  const { relationships, arguments: args, filters, sorts, fields, style, pager, ...rest } = said;
  return {
    ...rest,
    ...(relationships && { relationships: relationships.map(completeRelationship) }),
    ...(args && { arguments: args.map(completeArgument) }),
    // The schema is of groups in groups, and TypeBox knows no type of that.
    ...(filters !== undefined && { filters: completeGroup(filters as GroupInput) }),
    ...(sorts && { sorts: sorts.map(completeSort) }),
    ...(fields && { fields: fields.map(completeColumn) }),
    ...(style && { style: completeStyle(style) }),
    ...(pager && { pager: { kind: pager.kind, size: pager.size ?? 10 } }),
  };
}

const completeRelationship = (
  said: NonNullable<SectionsInput['relationships']>[number],
): Relationship => ({
  ...said,
  label: said.label ?? '',
  required: said.required ?? false,
});

const completeArgument = (said: NonNullable<SectionsInput['arguments']>[number]): Argument => ({
  ...said,
  operator: said.operator ?? 'equals',
  missing: said.missing ?? { action: 'ignore' },
  validate: said.validate ?? true,
});

const completeSort = (said: NonNullable<SectionsInput['sorts']>[number]): Sort => ({
  ...said,
  direction: said.direction ?? 'asc',
});

const completeColumn = (said: NonNullable<SectionsInput['fields']>[number]): Column => {
  const { formatter, ...rest } = said;
  return {
    ...rest,
    label: said.label ?? '',
    link: said.link ?? false,
    hidden: said.hidden ?? false,
    ...(formatter && { formatter: { name: formatter.name, settings: formatter.settings ?? {} } }),
  };
};

interface FilterInput extends Omit<Filter, 'exposed'> {
  readonly exposed?: { readonly label: string } & Partial<NonNullable<Filter['exposed']>>;
}
interface GroupInput {
  readonly match: FilterGroup['match'];
  readonly filters: readonly (FilterInput | GroupInput)[];
}

function completeGroup({ match, filters }: GroupInput): FilterGroup {
  return {
    match,
    filters: filters.map((said) =>
      'filters' in said ? completeGroup(said) : completeFilter(said),
    ),
  };
}

function completeFilter({ exposed, ...said }: FilterInput): Filter {
  const usual = { help: '', required: false, multiple: false, remember: false };
  return exposed ? { ...said, exposed: { ...usual, ...exposed } } : said;
}

function completeStyle(said: NonNullable<SectionsInput['style']>): Style {
  switch (said.kind) {
    case 'plain':
      return said;
    case 'table':
      return { kind: 'table', sortable: said.sortable ?? [] };
    case 'list':
    case 'cards':
      return { kind: said.kind, row: said.row ?? 'columns' };
    case 'grouped':
      return { kind: 'grouped', by: said.by, row: said.row ?? 'columns' };
  }
}

function completeDisplay(said: DisplayInput): Display {
  const own = {
    id: said.id,
    label: said.label ?? '',
    overrides: completeSections(said.overrides ?? {}),
  };
  switch (said.kind) {
    case 'page': {
      const { path, title = '', menu, breadcrumb = [] } = said;
      const link = menu && { menu: { label: menu.label, weight: menu.weight ?? 0 } };
      return { kind: 'page', ...own, path, title, breadcrumb, ...link };
    }
    case 'tile':
      return {
        kind: 'tile',
        ...own,
        title: said.title ?? '',
        places: (said.places ?? []).map(({ position = 'after', ...place }) =>
          place.on === 'items'
            ? { on: 'items', types: place.types ?? [], position }
            : { on: 'front', position },
        ),
      };
    case 'feed':
      return {
        kind: 'feed',
        ...own,
        path: said.path,
        format: said.format ?? 'rss',
        title: said.title ?? '',
      };
    case 'attachment':
      return { kind: 'attachment', ...own, to: said.to, position: said.position ?? 'before' };
    case 'calendar': {
      const { path, title = '', when, place } = said;
      return { kind: 'calendar', ...own, path, title, when, ...(place && { place }) };
    }
    case 'csv':
    case 'json':
      return { kind: said.kind, ...own, path: said.path };
  }
}
