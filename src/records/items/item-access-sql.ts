import { type Actor, can } from '#grammar/access';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { StagedItemRow } from '#records/stages';
import { administers } from './item-policy.ts';
import { itemPermission } from './item-permissions.ts';

/** The rule of `mayView` as a condition, so that a list and its total hold what its reader may see. */
export function mayViewSql(
  where: ExpressionBuilder<{ item: StagedItemRow }, 'item'>,
  actor: Actor,
  types: readonly string[],
): Expression<SqlBool> {
  if (administers(actor)) return where.lit(true);
  if (!can(actor, 'access content')) return where.lit(false);
  const published = where('item.status', '=', where.lit(true));
  const unpublishedTypes = typesSeenUnpublished(actor, types);
  const alternatives = [
    published,
    ...(actor.kind === 'anonymous' ? [] : [where('item.author_id', '=', actor.id)]),
    ...(unpublishedTypes.length > 0 ? [where('item.type', 'in', unpublishedTypes)] : []),
  ];
  return alternatives.length === 1 ? published : where.or(alternatives);
}

/** Whether `mayViewSql` is what is published and nothing else. */
export function seesPublished(actor: Actor, types: readonly string[]): boolean {
  return (
    !administers(actor) &&
    can(actor, 'access content') &&
    actor.kind === 'anonymous' &&
    typesSeenUnpublished(actor, types).length === 0
  );
}

function typesSeenUnpublished(actor: Actor, types: readonly string[]): readonly string[] {
  return types.filter(
    (type) =>
      can(actor, itemPermission('view unpublished', type)) ||
      can(actor, itemPermission('edit any', type)),
  );
}

/** The rule of `mayDelete` as a condition: whose trash an actor sees. */
export function mayDeleteSql(
  where: ExpressionBuilder<{ item: StagedItemRow }, 'item'>,
  actor: Actor,
  types: readonly string[],
): Expression<SqlBool> {
  if (administers(actor)) return where.lit(true);
  const any = types.filter((type) => can(actor, itemPermission('delete any', type)));
  const own = types.filter((type) => can(actor, itemPermission('delete own', type)));
  return where.or([
    ...(any.length > 0 ? [where('item.type', 'in', any)] : []),
    ...(own.length > 0 && actor.kind !== 'anonymous'
      ? [where.and([where('item.type', 'in', own), where('item.author_id', '=', actor.id)])]
      : []),
  ]);
}
