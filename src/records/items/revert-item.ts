import type { ItemId, RevisionId } from '#base';
import type { RequestContext } from '#grammar/access';
import { logSaved } from './create-item.ts';
import { saveMentions, withoutMoved } from './field-references.ts';
import { inTransaction, type ItemDeps } from './item-deps.ts';
import { ItemNotAllowed, RevisionNotFound } from './item-errors.ts';
import { mayRevert } from './item-policy.ts';
import { findRevision } from './revision-store.ts';
import type { Item } from './item.ts';
import { tellChanged } from './life-cycle/tell-plugins.ts';
import { lockForUpdate, writeRevision } from './update-item.ts';

/** Saves the title, status and fields of an old revision as a new one; history stays as it is. */
export async function revertItem(
  deps: ItemDeps,
  context: RequestContext,
  id: ItemId,
  revisionId: RevisionId,
): Promise<Item> {
  const saved = await inTransaction(deps, context, undefined, async (queries, ctx) => {
    const chain = await deps.stages.enter(queries, ctx);
    const locked = await lockForUpdate(deps, queries, ctx, chain, id);
    const current = locked.item;
    const type = deps.types.in(ctx).get(current.type);
    if (!mayRevert(ctx.actor, current)) throw new ItemNotAllowed('revert', type.name);
    const old = await findRevision(queries, chain, id, revisionId);
    if (!old) throw new RevisionNotFound();
    // A field that was taken off the type since then does not come back with the content.
    const known = new Set(type.fields.map((field) => field.name));
    // One that the actor may not change stays as it is now.
    const fixed = await deps.fieldAccess.locked(ctx, current);
    const fields = Object.fromEntries([
      ...Object.entries(old.fields).filter(([name]) => known.has(name) && !fixed.has(name)),
      ...Object.entries(current.fields).filter(([name]) => fixed.has(name)),
    ]);
    await saveMentions(deps, queries, ctx, type, fields);
    const moved = await withoutMoved(deps, queries, ctx, type, fields);
    const item = await writeRevision(deps, queries, ctx, locked, {
      log: `Back to the version of ${timeInWords(old.created)}`,
      version: { ...current, title: old.title, status: old.status, fields: moved },
      authorName: current.authorName,
    });
    return tellChanged(deps, queries, ctx, { before: current, item, cause: 'reverted' });
  });
  logSaved(context, 'item reverted', saved.id, saved.type);
  return saved;
}

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** A log message is kept as it is written now: it says the time in UTC, whatever the site's zone. */
function timeInWords(time: Date): string {
  return `${DAY.format(time)}, ${time.toISOString().slice(11, 19)} UTC`;
}
