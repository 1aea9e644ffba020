import type { ItemId, RevisionId } from '#base';
import { queriesOf, type RequestContext, withTransaction } from '#grammar/access';
import { resolveReferences } from '#grammar/fields';
import type { Queries } from '#platform/database';
import { requireAccess } from '../access/require-access.ts';
import { checkInput } from '../check-item.ts';
import { hiddenFromTitle, titleOf } from '../item-title.ts';
import { listStageChain } from '#records/stages';
import type { ItemDeps } from '../item-deps.ts';
import { ItemNotFound } from '../item-errors.ts';
import { findItem } from '../item-store.ts';
import type { Item, ItemInput } from '../item.ts';
import type { SaveOptions } from '../items.ts';
import { applyInput, type Version } from '../merge-changes.ts';
import { versionToSave } from '../update-item.ts';
import { askBeforeSaving, asksBeforeSaving } from './ask-before-saving.ts';
import type { PlannedChange } from './life-cycle-taps.ts';

/** A change as it was asked for. */
export interface AskedUpdate {
  readonly id: ItemId;
  readonly base: RevisionId | 'current';
  readonly input: ItemInput;
  readonly options: SaveOptions;
}

/**
 * Asks plugins about a change before its transaction, so that nobody waits for them. Answers what
 * they change, and the item that they were asked about; undefined where there is nobody to ask.
 */
export async function planUpdate(
  deps: ItemDeps,
  context: RequestContext,
  { id, base, input, options }: AskedUpdate,
): Promise<{ readonly before: Item; readonly change: PlannedChange } | undefined> {
  if (!asksBeforeSaving(deps.taps)) return undefined;
  const ctx = options.queries ? withTransaction(context, options.queries) : context;
  const queries = queriesOf(deps.database, ctx);
  const chain = await listStageChain(queries, ctx.stage);
  const before = await findItem(queries, chain, id);
  if (!before || before.deleted) throw new ItemNotFound();
  await requireAccess(deps, queries, ctx, before, { op: 'update', verb: 'edit' });
  const type = deps.types.in(ctx).get(before.type);
  const locked = await deps.fieldAccess.locked(ctx, before);
  const sent = checkInput(ctx, deps, type, input, before, locked);
  const merged = await versionToSave(queries, chain, before, base, sent);
  const hidden = await hiddenFromTitle(deps, ctx, type, { ...before, ...merged });
  const change = await askBeforeSaving(deps.taps, ctx, {
    before,
    rest: {
      ...before,
      ...(await authorOf(deps, queries, ctx, before, merged)),
      created: merged.created,
    },
    contentWith(change) {
      const content = applyInput(merged, checkInput(ctx, deps, type, change, before));
      const title = type.hasTitle ? content.title : undefined;
      return {
        ...content,
        title: titleOf(deps.fieldTypes, ctx, type, title, content.fields, hidden),
      };
    },
  });
  return { before, change };
}

/** Who is to be the author; who is nobody is refused when it is saved. */
async function authorOf(
  { references }: ItemDeps,
  queries: Queries,
  ctx: RequestContext,
  before: Item,
  { authorId }: Version,
): Promise<Pick<Item, 'authorId' | 'authorName'>> {
  if (authorId === before.authorId) return { authorId, authorName: before.authorName };
  const author = { type: 'user' as const, id: authorId };
  const resolve = await resolveReferences(references, queries, ctx, [author], 'save');
  return { authorId, authorName: resolve('user', authorId)?.label ?? before.authorName };
}
