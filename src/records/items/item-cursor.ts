import { packList, parseId, unpackList } from '#base';
import { instantOf } from '#grammar/fields';
import { BadListQuery } from './item-errors.ts';
import type { Item } from './item.ts';
import type { Sort } from './item-list-store.ts';

/**
 * Where a page of a list ended: the sorted value and the id of its last item, so that the next
 * page starts by an index look-up however deep it is. Opaque to clients.
 */
export function encodeCursor(item: Item, sort: Sort): string {
  const value = sort.column === 'title' ? item.title : item[sort.column]?.toISOString();
  return packList([sort.column, value, item.id]);
}

export function decodeCursor(cursor: string, sort: Sort): { value: Date | string; id: string } {
  const [column, value, id] = unpackList(cursor);
  const known = parseId(id);
  if (column !== sort.column || typeof value !== 'string' || known === undefined) throw bad();
  if (sort.column === 'title') {
    if (value.includes('\0') || !value.isWellFormed()) throw bad();
    return { value, id: known };
  }
  const instant = instantOf(value);
  if (instant === undefined) throw bad();
  return { value: new Date(instant), id: known };
}

function bad(): BadListQuery {
  return new BadListQuery('item.bad_cursor', 'This list cannot go on from there.', {
    problems: [
      { pointer: '/after', code: 'format', message: 'must be the `next` of the page before' },
    ],
  });
}
