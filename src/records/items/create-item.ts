import { type ItemId, newId } from '#base';
import type { RequestContext } from '#grammar/access';
import { emptyItem } from './access/empty-item.ts';
import { requireCreate } from './access/require-access.ts';
import { saveGrants } from './access/save-grants.ts';
import { checkInput } from './check-item.ts';
import { saveReferences, touchedValues } from './field-references.ts';
import { holdCurrentTypes, inTransaction, type ItemDeps } from './item-deps.ts';
import { ItemExists, ItemNotFound } from './item-errors.ts';
import { findItem, isTaken } from './item-store.ts';
import { hiddenFromTitle, titleOf } from './item-title.ts';
import { insertItem } from './item-writes.ts';
import type { Item, ItemInput } from './item.ts';
import type { SaveOptions } from './items.ts';
import { planCreation } from './life-cycle/plan-creation.ts';
import { tellCreated } from './life-cycle/tell-plugins.ts';
import { keepTerms } from './term-index/keep-terms.ts';

export async function createItem(
  deps: ItemDeps,
  context: RequestContext,
  typeName: string,
  input: ItemInput,
  options: SaveOptions = {},
): Promise<Item> {
  const id = options.id ?? newId<'item'>();
  const planned = await planCreation(deps, context, typeName, input, { ...options, id });
  const item = await inTransaction(deps, context, options.queries, async (queries, ctx) => {
    const chain = await deps.stages.enter(queries, ctx);
    await holdCurrentTypes(deps, queries);
    const type = deps.types.in(ctx).get(typeName);
    await requireCreate(deps, ctx, type);
    const locked = await deps.fieldAccess.locked(ctx, emptyItem(ctx.actor, type.type));
    const checked = checkInput(ctx, deps, type, planned.input, undefined, planned.open(locked));
    const touched = touchedValues(checked.fields);
    const { fields } = await saveReferences(deps, queries, ctx, type, touched, checked.authorId);

    if (options.id && (await isTaken(queries, id))) throw new ItemExists(id);
    const now = deps.clock.now();
    const authorId = checked.authorId ?? ctx.actor.id;
    const row = {
      type: type.type,
      authorId,
      promote: checked.promote ?? type.settings.promoted,
      sticky: checked.sticky ?? false,
      created: checked.created ?? now,
    };
    const status = checked.status ?? type.settings.published;
    const made = { ...emptyItem(ctx.actor, type.type), ...row, id, status, fields };
    const hidden = await hiddenFromTitle(deps, ctx, type, made);
    const revision = {
      id: newId<'revision'>(),
      itemId: id,
      authorId: ctx.actor.id,
      title: titleOf(deps.fieldTypes, ctx, type, checked.title, fields, hidden),
      status,
      created: now,
      log: checked.log,
      fields,
      changes: [],
      stageId: ctx.stage,
    };
    await insertItem(queries, row, revision);
    const written = await findItem(queries, chain, id);
    if (!written) throw new ItemNotFound();
    await keepTerms(deps, queries, undefined, written);
    await saveGrants(deps.taps, queries, ctx, [written]);
    return tellCreated(deps, queries, ctx, written);
  });
  logSaved(context, 'item created', item.id, item.type);
  return item;
}

/** The audit line of a mutation of an item. */
export function logSaved(ctx: RequestContext, what: string, id: ItemId, type: string): void {
  ctx.log.info({ item: id, type, actor: ctx.actor.id }, what);
}
