/** What somebody wants of a new gather, in a few words. */
export interface Wishes {
  readonly name: string;
  readonly label: string;
  readonly base: string;
  /** Item types; none is all. */
  readonly types: readonly string[];
  /** A column, with `-` before it for the other way round; '' for other things than items. */
  readonly order: string;
  readonly look: string;
  /** '' for no page. */
  readonly path: string;
  readonly menu: boolean;
  readonly feed: boolean;
}

/** The definition of a gather that does that, as input for the one reader of definitions. */
export function quickGather(wishes: Wishes): object {
  const { name, label, base } = wishes;
  return {
    name,
    label,
    base,
    defaults: base === 'item' ? itemSections(wishes) : otherSections(base),
    displays: displaysOf(wishes),
  };
}

function itemSections({ types, order, look }: Wishes): object {
  const descends = order.startsWith('-');
  const title = { id: 'title', column: 'title', label: 'Title', link: true };
  const created = { id: 'created', column: 'created', label: 'Written' };
  return {
    filters: {
      match: 'all',
      filters: [
        { id: 'published', column: 'status', operator: 'equals', value: true },
        ...(types.length > 0 ? [{ id: 'type', column: 'type', operator: 'in', value: types }] : []),
      ],
    },
    sorts: [
      {
        column: descends ? order.slice(1) : order || 'title',
        direction: descends ? 'desc' : 'asc',
      },
    ],
    fields: look === 'table' ? [title, created] : [{ ...title, label: '' }],
    style: styleOf(look),
  };
}

function styleOf(look: string): object {
  switch (look) {
    case 'table':
      return { kind: 'table', sortable: ['title', 'created'] };
    case 'cards':
      return { kind: 'cards', row: 'teaser' };
    case 'titles':
      return { kind: 'list', row: 'columns' };
    default:
      return { kind: 'list', row: 'teaser' };
  }
}

/** By what records of a base are called. */
function otherSections(base: string): object {
  const column = base.includes('.') ? 'id' : base === 'revision' ? 'title' : 'name';
  return {
    fields: [{ id: column, column, link: !base.includes('.') }],
    sorts: [{ column, direction: 'asc' }],
  };
}

function displaysOf({ label, path, menu, feed }: Wishes): readonly object[] {
  if (path === '') return [{ kind: 'tile', id: 'tile', label: 'Tile', title: label }];
  return [
    {
      kind: 'page',
      id: 'page',
      label: 'Page',
      path,
      ...(menu ? { menu: { label } } : {}),
    },
    ...(feed ? [{ kind: 'feed', id: 'feed', label: 'Feed', path: `${path}/feed` }] : []),
  ];
}
