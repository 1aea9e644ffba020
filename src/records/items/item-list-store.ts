import { type StageId, parseId } from '#base';
import type { Actor } from '#grammar/access';
import type { Queries } from '#platform/database';
import { stagedItems } from '#records/stages';
import { sql } from 'kysely';
import { mayDeleteSql, mayViewSql } from './item-access-sql.ts';
import type { ItemPage, ItemQuery } from './items.ts';
import { itemFromRow } from './item-rows.ts';
import { decodeCursor, encodeCursor } from './item-cursor.ts';
import { holdsReference } from './reference-sql.ts';
import type { ItemType } from './types/item-type.ts';

/** What a list needs to know besides the query. */
export interface ListScope {
  readonly chain: readonly StageId[];
  readonly actor: Actor;
  readonly types: readonly ItemType[];
}

/** The items of a query that the actor may see, in order. */
export async function listItems(
  queries: Queries,
  scope: ListScope,
  query: ItemQuery,
): Promise<ItemPage> {
  const sort = sortOf(query);
  const column = sql.ref<Date | string>(`item.${sort.column}`);
  let select = filtered(queries, scope, query)
    .innerJoin('users', 'users.id', 'item.author_id')
    .selectAll('item')
    .select('users.name as author_name');
  if (query.stickyFirst) select = select.orderBy('item.sticky', 'desc');
  select = select
    .orderBy(column, sort.direction)
    .orderBy('item.id', sort.direction)
    // One more than asked for tells whether there is a next page.
    .limit(query.limit + 1)
    .offset(query.offset ?? 0);
  if (query.after !== undefined) {
    const after = decodeCursor(query.after, sort);
    const beyond = sort.direction === 'desc' ? sql`<` : sql`>`;
    select = select.where(
      sql<boolean>`(${column}, item.id) ${beyond} (${after.value}, ${after.id})`,
    );
  }
  const rows = await select.execute();
  const items = rows.slice(0, query.limit).map(itemFromRow);
  const last = items.at(-1);
  return rows.length > query.limit && last && !query.stickyFirst
    ? { items, next: encodeCursor(last, sort) }
    : { items };
}

/** How many items the query finds in all, or `atMost` when there are more. */
export async function countItems(
  queries: Queries,
  scope: ListScope,
  query: ItemQuery,
  atMost?: number,
): Promise<number> {
  const found = filtered(queries, scope, query);
  const { count } = await (
    atMost === undefined
      ? found.select(sql<number>`count(*)`.as('count'))
      : queries
          .selectFrom(found.select('item.id').limit(atMost).as('found'))
          .select(sql<number>`count(*)`.as('count'))
  ).executeTakeFirstOrThrow();
  return count;
}

function filtered(queries: Queries, scope: ListScope, query: ItemQuery) {
  let select = queries
    .selectFrom(stagedItems(queries, scope.chain).as('item'))
    .where('item.deleted', query.trash ? 'is not' : 'is', null);
  const types = scope.types.map((type) => type.type);
  const access = query.trash ? mayDeleteSql : mayViewSql;
  select = select.where((where) => access(where, scope.actor, types));
  if (query.ids) select = select.where('item.id', 'in', [...query.ids]);
  if (query.types) select = select.where('item.type', 'in', [...query.types]);
  if (query.status !== undefined) select = select.where('item.status', '=', query.status);
  if (query.promote !== undefined) select = select.where('item.promote', '=', query.promote);
  if (query.authorId !== undefined) {
    const author = parseId<'user'>(query.authorId);
    select = author
      ? select.where('item.author_id', '=', author)
      : select.where((where) => where.lit(false));
  }
  if (query.titleContains) {
    const pattern = `%${query.titleContains.replace(/[\\%_]/g, '\\$&')}%`;
    select = select.where('item.title', 'ilike', pattern);
  }
  if (query.references !== undefined) {
    const { type, id } = query.references;
    select = select.where((where) => holdsReference(where, scope.types, type, id));
  }
  return select;
}

/** The column and direction of a list; newest first unless it says otherwise. */
export interface Sort {
  readonly column: 'created' | 'changed' | 'title' | 'deleted';
  readonly direction: 'asc' | 'desc';
}

function sortOf(query: ItemQuery): Sort {
  const sort = query.sort ?? (query.trash ? '-deleted' : '-created');
  switch (sort) {
    case 'created':
    case 'changed':
    case 'title':
      return { column: sort, direction: 'asc' };
    case '-created':
      return { column: 'created', direction: 'desc' };
    case '-changed':
      return { column: 'changed', direction: 'desc' };
    case '-title':
      return { column: 'title', direction: 'desc' };
    case '-deleted':
      return { column: 'deleted', direction: 'desc' };
  }
}
