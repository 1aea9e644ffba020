import type { ItemId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Queries } from '#platform/database';
import type { StagedItemRow } from '#records/stages';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { mayViewSql } from '../item-access-sql.ts';
import type { ListScope } from '../item-list-store.ts';
import type { ItemPage, ItemQuery } from '../item-query.ts';
import { passesGuards } from './grant-sql.ts';

/** For SQL elsewhere: which of some items the actor sees. */
export interface VisibleItems {
  /** Without those that a plugin denies. */
  readonly ids: readonly ItemId[];
  /** Whether there is a plugin that may deny some. */
  readonly isDenying: boolean;
  /** The rest of the rule. */
  readonly where: (item: ExpressionBuilder<{ item: StagedItemRow }, 'item'>) => Expression<SqlBool>;
}

const AT_ONCE = 200;

/** `isDenying`: whether a plugin may hide items that permissions and grants show. */
export async function findVisible(
  ctx: RequestContext,
  ids: readonly ItemId[],
  deps: {
    readonly queries: Queries;
    readonly scope: ListScope;
    readonly isDenying: boolean;
    list(ctx: RequestContext, query: ItemQuery): Promise<ItemPage>;
  },
): Promise<VisibleItems> {
  const { queries, scope, isDenying, list } = deps;
  return {
    ids: isDenying ? await listed(ctx, ids, list) : ids,
    isDenying,
    where(item) {
      const types = scope.types.map(({ type }) => type);
      const allowed = mayViewSql(item, scope.actor, types);
      if (scope.guards.length === 0) return allowed;
      return item.and([allowed, passesGuards(item, { ...scope, queries }, 'view')]);
    },
  };
}

async function listed(
  ctx: RequestContext,
  ids: readonly ItemId[],
  list: (ctx: RequestContext, query: ItemQuery) => Promise<ItemPage>,
): Promise<readonly ItemId[]> {
  const seen: ItemId[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const page = await list(ctx, { ids: ids.slice(at, at + AT_ONCE), limit: AT_ONCE });
    seen.push(...page.items.map(({ id }) => id));
  }
  return seen;
}
