import {
  badge,
  container,
  type Element,
  inOrder,
  link,
  type TableColumn,
  type TableRow,
  text,
  time,
} from '#grammar/render';
import type { Item } from '../item.ts';
import type { InStage, Items } from '../items.ts';
import type { ContentSort } from './content-query.ts';
import { rowLink, rowOperations } from './row-operations.ts';

export interface ContentTable {
  readonly items: Items;
  readonly ctx: InStage;
  readonly listed: readonly Item[];
  readonly sort: ContentSort;
  readonly url: string;
  /** What was chosen before the form came back. */
  readonly chosen: readonly string[];
  readonly empty: Element;
  /** Ids of those that the actor may change, and put in the trash. */
  readonly editable: ReadonlySet<string>;
  readonly deletable: ReadonlySet<string>;
}

/** Content as rows to compare, choose and work with. */
export function contentTable(table: ContentTable): Element {
  return {
    '#type': 'table',
    '#caption': 'Content',
    '#columns': [
      { label: 'Select', hidden: true },
      column(table, 'title', 'Title'),
      { label: 'Type' },
      { label: 'Author' },
      { label: 'Status' },
      column(table, 'changed', 'Changed'),
      { label: 'Operations', hidden: true },
    ],
    '#rows': table.listed.map((item) => row(table, item)),
    '#empty': table.empty,
  };
}

/** A heading that sorts: first the way one mostly wants, then the other way round. */
function column({ sort, url }: ContentTable, key: 'title' | 'changed', label: string): TableColumn {
  const first: ContentSort = key === 'title' ? 'title' : '-changed';
  const other: ContentSort = key === 'title' ? '-title' : 'changed';
  const now = sort === key ? 'ascending' : sort === `-${key}` ? 'descending' : undefined;
  return {
    label,
    sort: { url: withSort(url, sort === first ? other : first), ...(now ? { now } : {}) },
  };
}

function withSort(url: string, sort: ContentSort): string {
  const [path = '', query = ''] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set('sort', sort);
  parameters.delete('page');
  return `${path}?${parameters.toString()}`;
}

function row({ ctx, items, chosen, editable, deletable }: ContentTable, item: Item): TableRow {
  const url = `/item/${item.id}`;
  return {
    cells: [
      {
        '#type': 'input',
        '#input': 'checkbox',
        '#name': 'item',
        '#value': item.id,
        '#checked': chosen.includes(item.id),
        '#attributes': { 'aria-label': `Select ${item.title}`, 'data-select-row': true },
      },
      link(url, item.title),
      text(items.findType(ctx, item.type)?.name ?? item.type),
      text(item.authorName),
      status(item),
      time(item.changed, 'relative'),
      rowOperations(
        editable.has(item.id) && rowLink(`${url}/edit`, 'pencil', `Edit ${item.title}`),
        deletable.has(item.id) &&
          rowLink(`${url}/delete`, 'trash-2', `Put ${item.title} in the trash`),
      ),
    ],
  };
}

function status(item: Item): Element {
  return container(
    inOrder(
      item.status ? badge('Published', 'positive') : badge('Not published'),
      item.promote && badge('Front page', 'info'),
      item.sticky && badge('On top', 'info'),
    ),
    { attributes: { class: 'cluster', 'data-gap': 'small' } },
  );
}
