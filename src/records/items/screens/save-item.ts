import { LIVE, parseId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { FormOutcome } from '#grammar/forms';
import type { Message } from '#grammar/routes';
import type { Stages } from '#records/stages';
import { ItemConflict } from '../item-errors.ts';
import type { Item, ItemInput } from '../item.ts';
import type { ItemType } from '../types/item-type.ts';
import { differences, versionOf } from '../merge-changes.ts';
import { partLabel } from '../part-labels.ts';
import type { ItemScreenDeps } from './screen-deps.ts';

/** A save that met a change of the same by somebody else, with what was to be saved. */
export class ConflictedSave extends Error {
  readonly conflict: ItemConflict;
  readonly input: ItemInput;
  constructor(conflict: ItemConflict, input: ItemInput) {
    super(conflict.message);
    this.conflict = conflict;
    this.input = input;
  }
}

/** What a form saved, and what its author is told about it. */
export interface Saved {
  readonly item: Item;
  readonly messages: readonly Message[];
}

/** Saves what a form holds and says what happened; `base` is the revision that it started from. */
export async function saveItem(
  deps: Pick<ItemScreenDeps, 'items' | 'stages'>,
  ctx: RequestContext,
  type: ItemType,
  item: Item | undefined,
  base: string,
  input: ItemInput,
): Promise<FormOutcome> {
  const saved = await saveEntered(deps, ctx, type, item, base, input);
  return { kind: 'redirect', to: `/item/${saved.item.id}`, messages: saved.messages };
}

/** The same for who leads elsewhere afterwards. */
export async function saveEntered(
  { items, stages }: Pick<ItemScreenDeps, 'items' | 'stages'>,
  ctx: RequestContext,
  type: ItemType,
  item: Item | undefined,
  base: string,
  input: ItemInput,
): Promise<Saved> {
  const where = whereOf(stages, ctx);
  if (!item) {
    const created = await items.createItem(ctx, type.type, input);
    return {
      item: created,
      messages: [{ tone: 'positive', text: `“${created.title}” was created${where}.` }],
    };
  }
  const revision = parseId<'revision'>(base) ?? item.revisionId;
  try {
    const meanwhile = await changedSince({ items }, ctx, item, revision);
    const saved = await items.updateItem(ctx, item.id, revision, input);
    return {
      item: saved,
      messages: [
        savedMessage(item, saved, where),
        ...(meanwhile === undefined
          ? []
          : [
              {
                tone: 'info' as const,
                text: `${meanwhile.by} changed this meanwhile, and that was kept: ${meanwhile.parts.map((part) => partLabel(type, part)).join(', ')}.`,
                link: { label: 'See revisions', url: `/item/${saved.id}/revisions` },
              },
            ]),
      ],
    };
  } catch (error) {
    if (error instanceof ItemConflict) throw new ConflictedSave(error, input);
    throw error;
  }
}

/** Said where it is not what readers see. */
function whereOf(stages: Pick<Stages, 'known'>, { stage }: RequestContext): string {
  if (stage === LIVE) return '';
  return ` in ${stages.known().find(({ id }) => id === stage)?.label ?? 'its stage'}`;
}

function savedMessage(before: Item, saved: Item, where: string): Message {
  if (saved.revisionId !== before.revisionId) {
    return { tone: 'positive', text: `“${saved.title}” was saved${where}.` };
  }
  return before.deleted
    ? { tone: 'positive', text: `“${saved.title}” was brought back${where}.` }
    : { tone: 'info', text: 'Nothing was changed.' };
}

/** What was changed since `base`, and who saved last. */
async function changedSince(
  { items }: Pick<ItemScreenDeps, 'items'>,
  ctx: RequestContext,
  item: Item,
  base: Item['revisionId'],
): Promise<{ readonly by: string; readonly parts: readonly string[] } | undefined> {
  if (base === item.revisionId) return undefined;
  const parts = differences(versionOf(await items.getRevision(ctx, item.id, base)), item);
  const { authorName: by } = await items.getRevision(ctx, item.id, item.revisionId);
  return parts.length > 0 ? { by, parts } : undefined;
}
