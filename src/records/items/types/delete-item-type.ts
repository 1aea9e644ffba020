import type { RequestContext } from '#grammar/access';
import type { ItemDeps } from '../item-deps.ts';
import { ItemTypeConflict } from '../item-errors.ts';
import { changeTypes } from './change-types.ts';
import { findEnabledPlugin } from './item-type-store.ts';

/** Refused while there is content of the type, the trash included. */
export async function deleteItemType(
  deps: ItemDeps,
  ctx: RequestContext,
  type: string,
): Promise<void> {
  await changeTypes(deps, ctx, async ({ types, queries, writes }) => {
    const { name, plugin } = types.get(type);
    const label = plugin === null ? undefined : await findEnabledPlugin(queries, plugin);
    if (label !== undefined)
      throw new ItemTypeConflict(
        'item_type.of_plugin',
        `The plugin “${label}” brings it. Disable the plugin first.`,
      );
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
    await writes.deleteType(type);
  });
  ctx.log.info({ type, actor: ctx.actor.id }, 'item type deleted');
}
