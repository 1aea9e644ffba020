import type { RequestContext } from '#grammar/access';
import { requireLive } from '#records/stages';
import type { ItemDeps } from '../item-deps.ts';
import { ItemTypeConflict } from '../item-errors.ts';
import type { Field } from './item-type.ts';

/** A name means one kind of field in all stages: what they have can be published then. */
export function refuseOtherKind(
  { types }: Pick<ItemDeps, 'types'>,
  { stage }: RequestContext,
  { name, fieldType, cardinality }: Field,
): void {
  for (const type of types.elsewhere(stage)) {
    const other = type.fields.find((field) => field.name === name);
    if (!other || (other.fieldType === fieldType && other.cardinality === cardinality)) continue;
    throw new ItemTypeConflict(
      'item_type.field_staged',
      `In another stage ${type.name} has a field “${name}” of another kind (${other.fieldType}). Take another name, or the same kind.`,
    );
  }
}

/**
 * Values are changed where they come from, and while no other stage has the field in a form of its
 * own: what content says would not fit there any more.
 */
export function refuseStagedValues(
  { types }: Pick<ItemDeps, 'types'>,
  ctx: RequestContext,
  typeNames: readonly string[],
  field: Field,
): void {
  const has = (type: { readonly type: string; readonly fields: readonly Field[] }) =>
    typeNames.includes(type.type) && type.fields.some(({ name }) => name === field.name);
  if (types.upstreamOf(ctx.stage)?.list().some(has))
    requireLive(ctx, 'Fields that content has values in are changed');
  const other = types.elsewhere(ctx.stage).find(has);
  if (other)
    throw new ItemTypeConflict(
      'item_type.staged',
      `Another stage has changes to ${other.name}, and “${field.label}” is a part of it. Publish them, or discard them, first.`,
    );
}
