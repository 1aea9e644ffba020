import { type ItemId, newId } from '#base';
import type { RequestContext } from '#grammar/access';
import { checkInput, titleOf } from './check-item.ts';
import { saveReferences, touchedValues } from './field-references.ts';
import {
  checkStageIsWritable,
  holdCurrentTypes,
  inTransaction,
  type ItemDeps,
} from './item-deps.ts';
import { ItemExists, ItemNotAllowed, ItemNotFound } from './item-errors.ts';
import { mayCreate } from './item-policy.ts';
import { findItem, insertItem } from './item-store.ts';
import type { Item, ItemInput } from './item.ts';
import type { SaveOptions } from './items.ts';

export async function createItem(
  deps: ItemDeps,
  ctx: RequestContext,
  typeName: string,
  input: ItemInput,
  options: SaveOptions = {},
): Promise<Item> {
  checkStageIsWritable(ctx);
  const item = await inTransaction(deps, options.queries, async (queries) => {
    await holdCurrentTypes(deps, queries);
    const type = deps.types.get(typeName);
    if (!mayCreate(ctx.actor, type.type)) throw new ItemNotAllowed('create', type.name);
    const checked = checkInput(ctx, deps, type, input, undefined);
    const touched = touchedValues(checked.fields);
    const fields = await saveReferences(deps, queries, ctx, type, touched, checked.authorId);

    const id = options.id ?? newId<'item'>();
    if (options.id && (await findItem(queries, [ctx.stage], id))) throw new ItemExists(id);
    const now = deps.clock.now();
    const authorId = checked.authorId ?? ctx.actor.id;
    const revision = {
      id: newId<'revision'>(),
      itemId: id,
      authorId: ctx.actor.id,
      title: titleOf(deps.fieldTypes, ctx, type, checked.title, fields),
      status: checked.status ?? type.settings.published,
      created: now,
      log: checked.log,
      fields,
      changes: [],
    };
    const row = {
      type: type.type,
      authorId,
      promote: checked.promote ?? type.settings.promoted,
      sticky: checked.sticky ?? false,
      created: checked.created ?? now,
    };
    await insertItem(queries, ctx.stage, row, revision);
    const written = await findItem(queries, [ctx.stage], id);
    if (!written) throw new ItemNotFound();
    return written;
  });
  logSaved(ctx, 'item created', item.id, item.type);
  return item;
}

/** The audit line of a mutation of an item. */
export function logSaved(ctx: RequestContext, what: string, id: ItemId, type: string): void {
  ctx.log.info({ item: id, type, actor: ctx.actor.id }, what);
}
