import type { StageId } from '#base';
import { can } from '#grammar/access';
import type { Queries } from '#platform/database';
import type { StagedItemRow } from '#records/stages';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { mayViewSql, seesPublished } from '../item-access-sql.ts';
import type { ListScope } from '../item-list-store.ts';
import { itemPermission } from '../item-permissions.ts';
import { administers } from '../item-policy.ts';
import { passesGuards } from './grant-sql.ts';

type Where = ExpressionBuilder<{ item: StagedItemRow }, 'item'>;

/** For SQL elsewhere that lists items: what its reader may see of them. */
export interface ListAccess {
  /** For `stagedItems`: the stage that is read, and those it stands on. */
  readonly chain: readonly StageId[];
  /** Of rows called `item`, those out of the trash that permissions and grants show. */
  where(item: Where): Expression<SqlBool>;
  /** Those are what is published and out of the trash, all of it and nothing else. */
  readonly isOfPublished: boolean;
  /** Besides: those whose revisions permissions show. */
  hasRevisions(item: Where): Expression<SqlBool>;
  /**
   * A plugin may hide items, or fields of items, by what they are: what was found is to be asked
   * for with `listItems`.
   */
  readonly isPartial: boolean;
  /** It may be fields, too. */
  readonly hidesFields: boolean;
}

export function listAccess(
  scope: ListScope,
  queries: Queries,
  hiding: Pick<ListAccess, 'isPartial' | 'hidesFields'>,
): ListAccess {
  const { actor, guards } = scope;
  const types = scope.types.map(({ type }) => type);
  return {
    chain: scope.chain,
    ...hiding,
    isOfPublished: guards.length === 0 && seesPublished(actor, types),
    where: (item) =>
      item.and([
        item('item.deleted', 'is', null),
        mayViewSql(item, actor, types),
        ...(guards.length > 0 ? [passesGuards(item, { ...scope, queries }, 'view')] : []),
      ]),
    hasRevisions(item) {
      if (administers(actor)) return item.lit(true);
      const seen = types.filter((type) => can(actor, itemPermission('view revisions of', type)));
      return seen.length > 0 ? item('item.type', 'in', seen) : item.lit(false);
    },
  };
}
