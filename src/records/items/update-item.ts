import { type ItemId, newId, type RevisionId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Queries } from '#platform/database';
import { checkInput, type CheckedInput, titleOf } from './check-item.ts';
import { logSaved } from './create-item.ts';
import { saveReferences, touchedValues } from './field-references.ts';
import { checkStageIsWritable, inTransaction, type ItemDeps } from './item-deps.ts';
import { ItemConflict, ItemNotAllowed, ItemNotFound, RevisionNotFound } from './item-errors.ts';
import { mayUpdate, mayView } from './item-policy.ts';
import { findRevision, insertRevision, type LockedItem, lockItem } from './item-store.ts';
import { holdTypes } from './types/item-type-store.ts';
import type { Item, ItemInput } from './item.ts';
import type { SaveOptions } from './items.ts';
import { applyInput, type Content, differences, mergeChanges } from './merge-changes.ts';

export async function updateItem(
  deps: ItemDeps,
  ctx: RequestContext,
  id: ItemId,
  base: RevisionId | 'current',
  input: ItemInput,
  options: SaveOptions = {},
): Promise<Item> {
  checkStageIsWritable(ctx);
  const saved = await inTransaction(deps, options.queries, async (queries) => {
    const locked = await lockForUpdate(deps, queries, ctx, id);
    const current = locked.item;
    if (options.type !== undefined && options.type !== current.type) throw new ItemNotFound();
    const type = deps.types.get(current.type);
    const entered = checkInput(ctx, deps, type, input, current);
    const settled = await saveReferences(
      deps,
      queries,
      ctx,
      type,
      touchedValues(entered.fields),
      entered.authorId === current.authorId ? undefined : entered.authorId,
      current.fields,
    );
    const checked = { ...entered, fields: { ...entered.fields, ...settled } };
    const content = await contentToSave(queries, current, base, checked);
    return writeRevision(deps, queries, ctx, locked, {
      ...checked,
      content: {
        ...content,
        title: titleOf(
          deps.fieldTypes,
          ctx,
          type,
          type.hasTitle ? content.title : undefined,
          content.fields,
        ),
      },
    });
  });
  logSaved(ctx, 'item updated', saved.id, saved.type);
  return saved;
}

/** The item under lock, when the actor may update it, checked by the types as they are now. */
export async function lockForUpdate(
  deps: ItemDeps,
  queries: Queries,
  ctx: RequestContext,
  id: ItemId,
): Promise<LockedItem> {
  await holdTypes(queries);
  const locked = await lockItem(queries, id);
  if (!locked || locked.item.deleted || !mayView(ctx.actor, locked.item)) throw new ItemNotFound();
  await deps.types.ensure(queries, locked.generation);
  const { item } = locked;
  if (!mayUpdate(ctx.actor, item)) throw new ItemNotAllowed('edit', deps.types.get(item.type).name);
  return locked;
}

async function contentToSave(
  queries: Queries,
  current: Item,
  base: RevisionId | 'current',
  checked: CheckedInput,
): Promise<Content> {
  if (base === 'current' || base === current.revisionId) return applyInput(current, checked);
  const started = await findRevision(queries, current.id, base);
  if (!started) throw new RevisionNotFound();
  const merged = mergeChanges(started, current, checked);
  if ('conflicts' in merged) throw new ItemConflict(current, started, merged.conflicts);
  return merged.content;
}

/** Writes `content` as the new current revision of the locked item. */
export async function writeRevision(
  deps: ItemDeps,
  queries: Queries,
  ctx: RequestContext,
  { item: current, newest }: LockedItem,
  save: Omit<CheckedInput, 'fields' | 'title' | 'status'> & { readonly content: Content },
): Promise<Item> {
  const { content } = save;
  // Revisions of an item are in order of time even when clocks of servers differ.
  const created = new Date(Math.max(deps.clock.now().getTime(), newest.getTime() + 1));
  const revision = {
    id: newId<'revision'>(),
    itemId: current.id,
    authorId: ctx.actor.id,
    title: content.title,
    status: content.status,
    created,
    log: save.log,
    fields: content.fields,
    changes: differences(current, content),
  };
  const row = {
    authorId: save.authorId ?? current.authorId,
    promote: save.promote ?? current.promote,
    sticky: save.sticky ?? current.sticky,
    created: save.created ?? current.created,
  };
  await insertRevision(queries, row, revision);
  return {
    ...current,
    ...row,
    ...content,
    changed: created,
    revisionId: revision.id,
  };
}
