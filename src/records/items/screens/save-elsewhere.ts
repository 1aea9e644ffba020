import type { RequestContext } from '#grammar/access';
import type { FormOutcome } from '#grammar/forms';
import { inStage, publishAndSay, type Stage, visitUrl } from '#records/stages';
import type { Item, ItemInput } from '../item.ts';
import type { ItemType } from '../types/item-type.ts';
import { recordOf } from './item-draft.ts';
import { ConflictedSave, saveEntered } from './save-item.ts';
import type { ItemScreenDeps } from './screen-deps.ts';

interface Entered {
  readonly type: ItemType;
  /** As it is where the form was opened; undefined: a new one. */
  readonly item: Item | undefined;
  /** The revision that the form started from. */
  readonly base: string;
  readonly input: ItemInput;
}

/** Saves what a form in live holds as a draft: readers go on seeing what they saw. */
export async function saveDraft(
  deps: Pick<ItemScreenDeps, 'items' | 'stages'>,
  ctx: RequestContext,
  stage: Stage,
  { type, item, base, input }: Entered,
): Promise<FormOutcome> {
  try {
    const there = inStage(ctx, stage.id);
    const { item: saved } = await saveEntered(deps, there, type, item, base, input);
    if (item && saved.revisionId === item.revisionId) {
      const text = 'Nothing was changed, so there is no draft.';
      return {
        kind: 'redirect',
        to: `/item/${saved.id}`,
        messages: [{ tone: 'info', text }],
      };
    }
    return {
      kind: 'redirect',
      // In live there is no page of a new one yet.
      to: item ? `/item/${saved.id}` : '/admin/content',
      messages: [
        {
          tone: 'positive',
          text: item
            ? `A draft of “${saved.title}” was saved. Readers see what they saw before until it is published.`
            : `“${saved.title}” was saved as a draft. Readers do not find it until it is published.`,
          link: {
            label: 'See the draft',
            url: visitUrl(stage, `/item/${saved.id}`),
            post: true,
          },
        },
      ],
    };
  } catch (error) {
    if (!(error instanceof ConflictedSave)) throw error;
    const message =
      'Somebody else saved a draft of this meanwhile, with other changes of the same. Yours is not saved yet: open the draft in another window and put both together.';
    return { kind: 'again', problems: [{ pointer: '', code: 'draft_exists', message }] };
  }
}

/** Saves what a form in a stage holds, and publishes that one item. */
export async function saveAndPublish(
  deps: Pick<ItemScreenDeps, 'items' | 'stages'>,
  ctx: RequestContext,
  stage: Stage,
  { type, item, base, input }: Entered,
): Promise<FormOutcome> {
  const { item: saved, messages } = await saveEntered(deps, ctx, type, item, base, input);
  const published = await publishAndSay(deps.stages, ctx, stage, {
    only: [recordOf(saved)],
    to: `/item/${saved.id}`,
  });
  // It may have to be approved first, and is saved all the same.
  const isOther = stage.approval && saved.revisionId !== item?.revisionId;
  return isOther
    ? { ...published, messages: [...messages, ...(published.messages ?? [])] }
    : published;
}
