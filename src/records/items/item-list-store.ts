import { type StageId, type TermId, parseId } from '#base';
import type { Actor } from '#grammar/access';
import type { Queries } from '#platform/database';
import { stagedItems, stagedParts, stagedTrash } from '#records/stages';
import { type AliasableExpression, sql } from 'kysely';
import type { Guard } from './access/actor-grants.ts';
import { passesGuards } from './access/grant-sql.ts';
import { mayDeleteSql, mayViewSql } from './item-access-sql.ts';
import type { Item } from './item.ts';
import type { ItemPage, ItemQuery } from './item-query.ts';
import { itemFromRow } from './item-rows.ts';
import { decodeCursor, encodeCursor } from './item-cursor.ts';
import { holdsReference } from './reference-sql.ts';
import { newestUnder } from './term-index/newest-under.ts';
import { countUnder, isUnder, refersToTerm } from './term-index/under-term-sql.ts';
import type { ItemType } from './types/item-type.ts';

/** What a list needs to know besides the query. */
export interface ListScope {
  readonly chain: readonly StageId[];
  readonly actor: Actor;
  /** The plugins that guard items from the actor. */
  readonly guards: readonly Guard[];
  readonly types: readonly ItemType[];
}

/** The items of a query that the actor may see, in order. */
export async function listItems(
  queries: Queries,
  scope: ListScope,
  query: ItemQuery,
): Promise<ItemPage> {
  const sort = sortOf(query);
  const select = pageOf(queries, scope, query, sort)
    .innerJoin('users', 'users.id', 'item.author_id')
    .selectAll('item')
    .select('users.name as author_name');
  const after = query.after === undefined ? undefined : decodeCursor(query.after, sort);
  const isNewest = sort.column === 'created' && sort.direction === 'desc';
  const isLive = scope.chain.length === 1;
  const rows =
    query.under !== undefined && isNewest && !query.stickyFirst && !query.offset && isLive
      ? await newestUnder(queries, { term: query.under, limit: query.limit + 1, after }, (ids) =>
          select.where('item.id', 'in', ids).execute(),
        )
      : await select.execute();
  const items = rows.slice(0, query.limit).map(itemFromRow);
  const last = items.at(-1);
  return rows.length > query.limit && last && !query.stickyFirst
    ? { items, next: encodeCursor(last, sort) }
    : { items };
}

/**
 * The rows of a page, and one more, which tells whether there is a next. Of a stage: the first of
 * each of its parts, and of those the first.
 */
function pageOf(queries: Queries, scope: ListScope, query: ItemQuery, sort: Sort) {
  if (scope.chain.length === 1 || query.trash)
    return inOrder(filtered(queries, scope, query), query, sort);
  const { offset = 0, ...first } = query;
  const each = { ...first, limit: query.limit + offset };
  const [head, ...parts] = stagedParts(queries, scope.chain).map((part) => {
    const rows = inOrder(filtered(queries, scope, query, part), each, sort).selectAll('item');
    return queries.selectFrom(rows.as('item')).selectAll('item');
  });
  const union = parts.reduce((all, part) => all?.unionAll(part), head);
  const rows = queries.selectFrom((union ?? stagedItems(queries, scope.chain)).as('item'));
  return inOrder(rows, query, sort);
}

function inOrder(select: ItemRows, query: ItemQuery, sort: Sort) {
  const column = sql.ref<Date | string>(`item.${sort.column}`);
  const after = query.after === undefined ? undefined : decodeCursor(query.after, sort);
  const beyond = sort.direction === 'desc' ? sql`<` : sql`>`;
  return select
    .$if(query.stickyFirst === true, (rows) => rows.orderBy('item.sticky', 'desc'))
    .$if(after !== undefined, (rows) =>
      rows.where(sql<boolean>`(${column}, item.id) ${beyond} (${after?.value}, ${after?.id})`),
    )
    .orderBy(column, sort.direction)
    .orderBy('item.id', sort.direction)
    .limit(query.limit + 1)
    .offset(query.offset ?? 0);
}

/** Where a list of this query goes on after an item. */
export function cursorAfter(item: Item, query: ItemQuery): string {
  return encodeCursor(item, sortOf(query));
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

/** How many items of a query there are under each of these terms, and below it. */
export async function countItemsUnder(
  queries: Queries,
  scope: ListScope,
  terms: readonly TermId[],
  query: ItemQuery,
): Promise<ReadonlyMap<TermId, number>> {
  return countUnder(queries, scope.chain, filtered(queries, scope, query), terms);
}

/** The items that the actor may see, in columns that hold nothing of their fields. */
export function readableItems(queries: Queries, scope: ListScope): AliasableExpression<object> {
  return filtered(queries, scope, { limit: 0 }).select([
    'item.id',
    'item.type',
    'item.title',
    'item.author_id',
    'item.status as published',
    'item.promote as promoted',
    'item.sticky',
    'item.created',
    'item.changed',
  ]);
}

type ItemRows = ReturnType<typeof filtered>;

const RULES = { view: mayViewSql, delete: mayDeleteSql };

/** Those that the actor may see and the query finds, of all that the stage shows or of `rows`. */
function filtered(
  queries: Queries,
  scope: ListScope,
  query: ItemQuery,
  rows = (query.trash ? stagedTrash : stagedItems)(queries, scope.chain),
) {
  let select = queries
    .selectFrom(rows.as('item'))
    .where('item.deleted', query.trash ? 'is not' : 'is', null);
  const types = scope.types.map((type) => type.type);
  // The trash is for who may see what is in it, and delete it.
  const operations = query.trash ? (['view', 'delete'] as const) : (['view'] as const);
  for (const op of operations) {
    select = select.where((where) => RULES[op](where, scope.actor, types));
    if (scope.guards.length > 0)
      select = select.where((where) => passesGuards(where, { ...scope, queries }, op));
  }
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
    const term = type === 'term' && !query.trash ? parseId<'term'>(id) : undefined;
    select = select.where((where) =>
      term === undefined
        ? holdsReference(where, scope.types, type, id)
        : refersToTerm(queries, scope.chain, term),
    );
  }
  if (query.under !== undefined) select = select.where(isUnder(scope.chain, query.under));
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
