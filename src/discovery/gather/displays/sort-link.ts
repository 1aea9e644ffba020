import type { TableColumn } from '#grammar/render';
import type { Asked } from '../exposed/read-asked.ts';
import type { GatherResult, ResultColumn } from '../run/gather-result.ts';
import { withQuery } from '../with-query.ts';

/** How the heading of a column sorts: once upwards, once more downwards; from the first page. */
export function sortLink(
  { sections }: GatherResult,
  { sort }: Asked,
  url: string,
  { column }: ResultColumn,
): TableColumn['sort'] {
  if (sections.style.kind !== 'table' || !sections.style.sortable.includes(column.id)) {
    return undefined;
  }
  const now = sort === undefined ? usual(sections, column) : asked(sort, column.id);
  const next = now === 'ascending' ? `-${column.id}` : column.id;
  return {
    url: withQuery(url, { sort: next, page: undefined, after: undefined }),
    ...(now ? { now } : {}),
  };
}

function asked(sort: string, id: string) {
  if (sort === id) return 'ascending';
  return sort === `-${id}` ? 'descending' : undefined;
}

/** The first order of the definition, where it is by this column. */
function usual(
  { sorts: [first] }: GatherResult['sections'],
  { column, of, aggregate }: ResultColumn['column'],
) {
  const same = first?.column === column && first.of === of && first.aggregate === aggregate;
  if (!same) return undefined;
  return first.direction === 'asc' ? 'ascending' : 'descending';
}
