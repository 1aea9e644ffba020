import { cutText, type ItemId, type Problem, type RevisionId } from '#base';
import type { RequestContext } from '#grammar/access';
import { checkTitle, MAX_LOG } from './check-item.ts';
import { hiddenFromTitle, titleOf } from './item-title.ts';
import { logSaved } from './create-item.ts';
import { saveMentions, withoutMoved } from './field-references.ts';
import { inTransaction, type ItemDeps } from './item-deps.ts';
import { ItemChanged, ItemNotAllowed, RevisionNotFound } from './item-errors.ts';
import { mayRevert } from './item-policy.ts';
import { partLabel } from './part-labels.ts';
import { findRevision } from './revision-store.ts';
import type { Item, NotTakenBack, RevertedItem, Revision } from './item.ts';
import { tellChanged } from './life-cycle/tell-plugins.ts';
import type { Content } from './merge-changes.ts';
import { takeBack } from './old-values.ts';
import type { ItemType } from './types/item-type.ts';
import { lockForUpdate, writeRevision } from './update-item.ts';

/**
 * Saves the title, status and fields of an old revision as a new one; history stays as it is. What
 * the type takes no more as it was is converted or stays as it is now, which the answer says. With
 * `base`, only if it is still as the actor saw it.
 */
export async function revertItem(
  deps: ItemDeps,
  context: RequestContext,
  id: ItemId,
  revisionId: RevisionId,
  base: RevisionId | 'current' = 'current',
): Promise<RevertedItem> {
  const saved = await inTransaction(deps, context, undefined, async (queries, ctx) => {
    const chain = await deps.stages.enter(queries, ctx);
    const locked = await lockForUpdate(deps, queries, ctx, chain, id);
    const current = locked.item;
    const type = deps.types.in(ctx).get(current.type);
    if (!mayRevert(ctx.actor, current)) throw new ItemNotAllowed('revert', type.name);
    if (base !== 'current' && base !== current.revisionId) throw new ItemChanged(current);
    const old = await findRevision(queries, chain, id, revisionId);
    if (!old) throw new RevisionNotFound();
    // What the actor may not change stays as it is now.
    const fixed = new Set((await deps.fieldAccess.locked(ctx, current)).keys());
    const { left, ...content } = await contentOf(deps, ctx, type, { old, current, fixed });
    await saveMentions(deps, queries, ctx, type, content.fields);
    const fields = await withoutMoved(deps, queries, ctx, type, content.fields);
    const log = logOf(type, old, left);
    const item = await writeRevision(deps, queries, ctx, locked, {
      log,
      version: { ...current, ...content, fields },
      authorName: current.authorName,
    });
    const told = { before: current, item, cause: 'reverted' } as const;
    return { ...(await tellChanged(deps, queries, ctx, told)), left };
  });
  logSaved(context, 'item reverted', saved.id, saved.type);
  return saved;
}

async function contentOf(
  deps: ItemDeps,
  ctx: RequestContext,
  type: ItemType,
  from: { readonly old: Revision; readonly current: Item; readonly fixed: ReadonlySet<string> },
): Promise<Content & Pick<RevertedItem, 'left'>> {
  const { old, current, fixed } = from;
  const { fields, left } = takeBack(deps.fieldTypes, ctx, type, old.fields, current.fields, fixed);
  const problems: Problem[] = [];
  const checked = checkTitle(type, old.title, current, problems);
  const hidden = await hiddenFromTitle(deps, ctx, type, { ...current, fields });
  const title = titleOf(deps.fieldTypes, ctx, type, checked ?? current.title, fields, hidden);
  const refused = problems.map(({ message }) => ({ part: 'title', message }));
  return { title, status: old.status, fields, left: [...refused, ...left] };
}

function logOf(type: ItemType, old: Revision, left: readonly NotTakenBack[]): string {
  const log = `Back to the version of ${timeInWords(old.created)}`;
  if (left.length === 0) return log;
  const labels = left.map(({ part }) => partLabel(type, part));
  return cutText(`${log}, but for ${labels.join(', ')}`, MAX_LOG);
}

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** A log message is kept as it is written now: it says the time in UTC, whatever the site's zone. */
function timeInWords(time: Date): string {
  return `${DAY.format(time)}, ${time.toISOString().slice(11, 19)} UTC`;
}
