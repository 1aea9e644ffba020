import type { RequestContext } from '#grammar/access';
import { requireLive } from '#records/stages';
import type { ItemDeps } from '../item-deps.ts';
import { ItemTypeConflict } from '../item-errors.ts';
import type { Field, ItemType } from './item-type.ts';

/** A name means one kind of field in all stages: what they have can be published then. */
export function refuseOtherKind(
  { types }: Pick<ItemDeps, 'types'>,
  { stage }: RequestContext,
  field: Field,
): void {
  for (const type of types.elsewhere(stage)) {
    const other = type.fields.find(({ name }) => name === field.name);
    if (!other || isSameKind(other, field)) continue;
    throw new ItemTypeConflict(
      'item_type.field_staged',
      `In another stage ${type.name} has a field “${field.name}” of another kind (${other.fieldType}). Take another name, or the same kind.`,
    );
  }
}

export function isSameKind(a: Field, b: Field): boolean {
  return a.fieldType === b.fieldType && a.cardinality === b.cardinality;
}

/** Values are changed where they come from: in live, but for fields that the stage itself has made. */
export function refuseUpstreamValues(
  { types }: Pick<ItemDeps, 'types'>,
  ctx: RequestContext,
  typeNames: readonly string[],
  field: Field,
): void {
  if (types.upstreamOf(ctx.stage)?.list().some(isUserOf(typeNames, field)))
    requireLive(ctx, 'Fields that content has values in are changed');
}

/** No other stage has the field in a form of its own: what content says would not fit there any more. */
export function refuseStagedFields(
  { types }: Pick<ItemDeps, 'types'>,
  { stage }: RequestContext,
  typeNames: readonly string[],
  field: Field,
): void {
  const other = types.elsewhere(stage).find(isUserOf(typeNames, field));
  if (other)
    throw new ItemTypeConflict(
      'item_type.staged',
      `Another stage has changes to ${other.name}, and “${field.label}” is a part of it. Publish them, or discard them, first.`,
    );
}

function isUserOf(typeNames: readonly string[], field: Field) {
  return ({ type, fields }: ItemType): boolean =>
    typeNames.includes(type) && fields.some(({ name }) => name === field.name);
}
