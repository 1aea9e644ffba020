import { can, type RequestContext } from '#grammar/access';
import { NotAllowed } from '#base';
import { checkTypeInput, type ItemTypeInput } from './check-type-input.ts';
import type { ItemDeps } from './item-deps.ts';
import { ItemTypeConflict } from './item-errors.ts';
import type { ItemType } from './item-type.ts';
import { deleteTypeRow, lockTypes, saveTypeRow } from './item-type-store.ts';
import type { Queries } from '#platform/database';
import { TYPES_CHANNEL } from './type-registry.ts';

export async function createItemType(
  deps: ItemDeps,
  ctx: RequestContext,
  name: unknown,
  input: ItemTypeInput,
): Promise<ItemType> {
  const created = await changeTypes(deps, ctx, async (queries) => {
    const type = checkTypeInput(name, input, undefined);
    if (deps.types.find(type.type))
      throw new ItemTypeConflict(
        'item_type.exists',
        `There is a type “${type.type}” already. Take another name.`,
      );
    await saveTypeRow(queries, type);
    return type.type;
  });
  ctx.log.info({ type: created, actor: ctx.actor.id }, 'item type created');
  return deps.types.get(created);
}

export async function updateItemType(
  deps: ItemDeps,
  ctx: RequestContext,
  type: string,
  input: ItemTypeInput,
): Promise<ItemType> {
  await changeTypes(deps, ctx, async (queries) => {
    await saveTypeRow(queries, checkTypeInput(type, input, deps.types.get(type)));
  });
  ctx.log.info({ type, actor: ctx.actor.id }, 'item type changed');
  return deps.types.get(type);
}

/** Refused while there is content of the type, the trash included. */
export async function deleteItemType(
  deps: ItemDeps,
  ctx: RequestContext,
  type: string,
): Promise<void> {
  await changeTypes(deps, ctx, async (queries) => {
    const { name } = deps.types.get(type);
    const { count } = await queries
      .selectFrom('item')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where('type', '=', type)
      .executeTakeFirstOrThrow();
    if (count > 0)
      throw new ItemTypeConflict(
        'item_type.in_use',
        `There ${count === 1 ? 'is one item' : `are ${count} items`} of the type ${name}, the trash included. Delete them for good first.`,
      );
    await deleteTypeRow(queries, type);
  });
  ctx.log.info({ type, actor: ctx.actor.id }, 'item type deleted');
}

/**
 * Runs a change of types: alone, on the types as they are now, and known to every kernel
 * afterwards (this one before it returns).
 */
export async function changeTypes<Result>(
  deps: ItemDeps,
  ctx: RequestContext,
  work: (queries: Queries) => Promise<Result>,
): Promise<Result> {
  if (!can(ctx.actor, 'administer content types'))
    throw new NotAllowed('item_type.not_allowed', 'Your account may not change item types.');
  const result = await deps.database.transaction(async (queries) => {
    const generation = await lockTypes(queries);
    await deps.types.ensure(queries, generation - 1);
    const result = await work(queries);
    await deps.database.notify(queries, TYPES_CHANNEL, '');
    return result;
  });
  await deps.types.load(deps.database.queries);
  return result;
}
