import { type ItemId, newId, type RevisionId, type StageId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Queries } from '#platform/database';
import { requireAccess } from './access/require-access.ts';
import { saveGrants } from './access/save-grants.ts';
import { checkInput, type CheckedInput } from './check-item.ts';
import { logSaved } from './create-item.ts';
import { saveReferences, touchedValues } from './field-references.ts';
import { inTransaction, type ItemDeps } from './item-deps.ts';
import { ItemConflict, ItemNotFound, RevisionNotFound } from './item-errors.ts';
import { type LockedItem, lockItem } from './item-store.ts';
import { hiddenFromTitle, titleOf } from './item-title.ts';
import { insertRevision, insertStagedRevision } from './item-writes.ts';
import { findRevision } from './revision-store.ts';
import type { FieldValues, Item, ItemInput } from './item.ts';
import type { SaveOptions } from './items.ts';
import { planUpdate } from './life-cycle/plan-update.ts';
import { tellChanged } from './life-cycle/tell-plugins.ts';
import { applyInput, differences, mergeChanges, type Version } from './merge-changes.ts';
import { keepTerms } from './term-index/keep-terms.ts';

export async function updateItem(
  deps: ItemDeps,
  context: RequestContext,
  id: ItemId,
  base: RevisionId | 'current',
  input: ItemInput,
  options: SaveOptions = {},
): Promise<Item> {
  const planned = await planUpdate(deps, context, { id, base, input, options });
  const done = await inTransaction(deps, context, options.queries, async (queries, ctx) => {
    const chain = await deps.stages.enter(queries, ctx);
    const locked = await lockForUpdate(deps, queries, ctx, chain, id);
    const current = locked.item;
    if (options.type !== undefined && options.type !== current.type) throw new ItemNotFound();
    // Plugins were asked about something else than what would be saved now.
    if (planned && planned.before.revisionId !== current.revisionId) return undefined;
    const type = deps.types.in(ctx).get(current.type);
    const fixed = await deps.fieldAccess.locked(ctx, current);
    const sent = checkInput(ctx, deps, type, input, current, fixed);
    const changed = planned && checkInput(ctx, deps, type, planned.change, current);
    const entered = { ...sent, fields: { ...sent.fields, ...changed?.fields } };
    const { fields: settled, authorName = current.authorName } = await saveReferences(
      deps,
      queries,
      ctx,
      type,
      touchedValues(entered.fields),
      entered.authorId === current.authorId ? undefined : entered.authorId,
      current.fields,
    );
    const checked = withSettled(sent, settled);
    const merged = await versionToSave(queries, chain, current, base, checked);
    const version = changed ? applyInput(merged, withSettled(changed, settled)) : merged;
    const title = type.hasTitle ? version.title : undefined;
    const hidden = await hiddenFromTitle(deps, ctx, type, { ...current, ...version });
    const after = {
      ...version,
      title: titleOf(deps.fieldTypes, ctx, type, title, version.fields, hidden),
    };
    if (checked.log === '' && differences(current, after).length === 0)
      return { saved: current, wrote: false };
    const item = await writeRevision(deps, queries, ctx, locked, {
      version: after,
      authorName: after.authorId === current.authorId ? current.authorName : authorName,
      log: checked.log,
    });
    const told = { before: current, item, cause: 'saved' } as const;
    return { saved: await tellChanged(deps, queries, ctx, told), wrote: true };
  });
  if (!done) return updateItem(deps, context, id, base, input, options);
  if (done.wrote) logSaved(context, 'item updated', id, done.saved.type);
  return done.saved;
}

/** The values of `input`, as what they point to settled them. */
function withSettled(input: CheckedInput, settled: FieldValues): CheckedInput {
  const own = Object.entries(settled).filter(([name]) => Object.hasOwn(input.fields, name));
  return { ...input, fields: { ...input.fields, ...Object.fromEntries(own) } };
}

/** The item under lock, when the actor may update it, checked by the types as they are now. */
export async function lockForUpdate(
  deps: ItemDeps,
  queries: Queries,
  ctx: RequestContext,
  chain: readonly StageId[],
  id: ItemId,
): Promise<LockedItem> {
  const locked = await lockItem(queries, chain, id);
  if (!locked || locked.item.deleted) throw new ItemNotFound();
  await deps.types.ensure(queries, locked.generation);
  await requireAccess(deps, queries, ctx, locked.item, { op: 'update', verb: 'edit' });
  return locked;
}

/** What is to be saved: with what others changed since `base`. */
export async function versionToSave(
  queries: Queries,
  chain: readonly StageId[],
  current: Item,
  base: RevisionId | 'current',
  checked: CheckedInput,
): Promise<Version> {
  if (base === 'current' || base === current.revisionId) return applyInput(current, checked);
  const started = await findRevision(queries, chain, current.id, base);
  if (!started) throw new RevisionNotFound();
  const merged = mergeChanges(started, current, checked);
  if ('conflicts' in merged) throw new ItemConflict(current, started, merged.conflicts);
  return merged.version;
}

/** What is to be written of an item. */
interface Save {
  readonly version: Version;
  readonly authorName: string;
  readonly log: string;
}

/** Writes `version` as the new current revision of the locked item. */
export async function writeRevision(
  deps: ItemDeps,
  queries: Queries,
  ctx: RequestContext,
  { item: current, newest, owned }: LockedItem,
  { version, authorName, log }: Save,
): Promise<Item> {
  // Revisions of an item are in order of time even when clocks of servers differ.
  const created = new Date(Math.max(deps.clock.now().getTime(), newest.getTime() + 1));
  const revision = {
    id: newId<'revision'>(),
    itemId: current.id,
    authorId: ctx.actor.id,
    title: version.title,
    status: version.status,
    created,
    log,
    fields: version.fields,
    changes: differences(current, version),
    stageId: ctx.stage,
  };
  if (owned) await insertRevision(queries, version, revision);
  else await insertStagedRevision(queries, version, revision, current.revisionId);
  const saved = { ...current, ...version, authorName, changed: created, revisionId: revision.id };
  await (owned
    ? keepTerms(deps, queries, current, saved)
    : keepTerms(deps, queries, undefined, saved, ctx.stage));
  await saveGrants(deps.taps, queries, ctx, [saved]);
  return saved;
}
