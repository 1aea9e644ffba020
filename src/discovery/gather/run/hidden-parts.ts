import { type ItemId, parseId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Item, Items } from '#records/items';
import { baseAlias, type RawRow } from '../query/compile-query.ts';
import { tablesOf } from '../query/tables-of.ts';
import { type DecisiveField, decisiveFields } from '../query/decisive-fields.ts';
import { wayField } from '../query/hidden-sql.ts';
import type { QueryNode, TableAlias } from '../query/nodes.ts';

const AT_ONCE = 200;

/**
 * The rows without what plugins hide from the actor item by item: a row goes where its item is
 * hidden, or what it was found or put in order by; of others what is hidden is empty, and all that
 * it led to.
 */
export async function withoutHidden(
  items: Pick<Items, 'listItems'>,
  ctx: RequestContext,
  query: QueryNode,
  rows: readonly RawRow[],
): Promise<readonly RawRow[]> {
  const keys = itemKeys(query);
  const asked = rows.flatMap((row) =>
    [...keys.values()].flatMap((key) => parseId<'item'>(row[key]) ?? []),
  );
  const seen = await visibleItems(items, ctx, [...new Set(asked)]);
  const decisive = decisiveFields(query);
  const deciding = new Set([...tablesOf(query.where), ...query.order.map(({ table }) => table)]);
  return rows.flatMap((row) => {
    const { hidesTable, hidesField } = hiddenIn(query, row, keys, seen);
    const isHidden =
      hidesTable(baseAlias(query)) ||
      query.joins.some(
        ({ alias, required }) => (required || deciding.has(alias)) && hidesTable(alias),
      ) ||
      decisive.some((one, i) =>
        fieldsThere(one, row[`d${i}`]).some((field) => hidesField(one.table, field)),
      );
    if (isHidden) return [];
    const shown = query.outputs.map(({ table, column: { place } }, i) => {
      const [step] = place.in === 'fields' ? place.path : [];
      const hides = hidesTable(table) || (step !== undefined && hidesField(table, step.name));
      return [`o${i}`, hides ? null : row[`o${i}`]];
    });
    return [{ ...row, ...Object.fromEntries(shown) }];
  });
}

/** What is hidden of one row. */
function hiddenIn(
  { joins }: QueryNode,
  row: RawRow,
  keys: ReadonlyMap<TableAlias, string>,
  seen: ReadonlyMap<ItemId, Item>,
) {
  const itemOf = (table: TableAlias): Item | 'hidden' | undefined => {
    const id = parseId<'item'>(row[keys.get(table) ?? '']);
    return id === undefined ? undefined : (seen.get(id) ?? 'hidden');
  };
  const hidesField = (table: TableAlias, field: string): boolean => {
    const item = itemOf(table);
    return item === 'hidden' || (item !== undefined && !Object.hasOwn(item.fields, field));
  };
  const hidesTable = (table: TableAlias): boolean => {
    if (itemOf(table) === 'hidden') return true;
    const join = joins.find(({ alias }) => alias === table);
    if (!join) return false;
    const way = wayField(join);
    const isClosed = row[`${table}_field`] === true && way && hidesField(way.table, way.field);
    return isClosed || hidesTable(join.from);
  };
  return { hidesTable, hidesField };
}

/** The fields that are there of those that decided. */
function fieldsThere({ field }: DecisiveField, found: unknown): readonly string[] {
  if (field !== undefined) return found === true ? [field] : [];
  return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : [];
}

/** In which column of a row the id of the item is that a table is about. */
function itemKeys(query: QueryNode): ReadonlyMap<TableAlias, string> {
  const keys = new Map<TableAlias, string>();
  const { base, joins } = query;
  if (base.rows.of === 'item') keys.set('item', 'id');
  if (base.rows.of === 'revision') keys.set('base', 'base_item');
  for (const { alias, base: to } of joins) {
    if (to.rows.of === 'item') keys.set(alias, alias);
    if (to.rows.of === 'revision') keys.set(alias, `${alias}_item`);
  }
  return keys;
}

async function visibleItems(
  items: Pick<Items, 'listItems'>,
  ctx: RequestContext,
  ids: readonly ItemId[],
): Promise<ReadonlyMap<ItemId, Item>> {
  const seen = new Map<ItemId, Item>();
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const page = await items.listItems(ctx, { ids: ids.slice(at, at + AT_ONCE), limit: AT_ONCE });
    for (const item of page.items) seen.set(item.id, item);
  }
  return seen;
}
