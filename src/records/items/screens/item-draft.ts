import { DRAFT, LIVE } from '#base';
import type { RequestContext } from '#grammar/access';
import { type Element, inOrder, link } from '#grammar/render';
import {
  inStage,
  linkInStage,
  mayPublish,
  type PlannedRecord,
  publishUrl,
  type Stage,
} from '#records/stages';
import type { Item } from '../item.ts';
import type { ItemScreenDeps } from './screen-deps.ts';
import { timeText } from './time-text.ts';

/** What can be done with an item besides saving it where one is. */
export interface DraftWays {
  /** Whether it can be saved where one is. */
  readonly save: boolean;
  /** In live: the stage that a draft of it can be saved in; it has none yet. */
  readonly saveDraft?: Stage;
  /** In live: the draft that there is. */
  readonly draft?: { readonly stage: Stage; readonly record: PlannedRecord };
  /** In a stage: it can be published from here. */
  readonly publish?: Stage;
}

/** What stages call an item. */
export function recordOf({ id }: Pick<Item, 'id'>): string {
  return `item:${id}`;
}

/** `item`: undefined for a new one. */
export async function draftWays(
  { stages }: Pick<ItemScreenDeps, 'stages'>,
  ctx: RequestContext,
  item: Item | undefined,
): Promise<DraftWays> {
  const save = stages.mayWrite(ctx);
  if (ctx.stage !== LIVE) {
    const here = stages.known().find(({ id }) => id === ctx.stage);
    const may = save && here && mayPublish(ctx.actor, here);
    if (!may || !(await isApproved(stages, ctx, here, item))) return { save };
    return { save, publish: here };
  }
  const stage = stages.list(ctx).find(({ id }) => id === DRAFT);
  if (!stage || item?.deleted) return { save };
  const [record] = item ? await stages.plan(ctx, stage.id, [recordOf(item)]) : [];
  if (record) return { save, draft: { stage, record } };
  return { save, ...(stages.mayWrite(inStage(ctx, stage.id)) ? { saveDraft: stage } : {}) };
}

/** Whether an item may be published from the stage as far as its state goes. */
async function isApproved(
  stages: Pick<ItemScreenDeps['stages'], 'plan'>,
  ctx: RequestContext,
  stage: Stage,
  item: Item | undefined,
): Promise<boolean> {
  if (!stage.approval) return true;
  const [record] = item ? await stages.plan(ctx, stage.id, [recordOf(item)]) : [];
  return record?.review.state === 'approved';
}

/** Above the form of a live item: that a draft of it is there already, and the ways on. */
export function draftNotice(
  ctx: RequestContext,
  { id }: Item,
  { stage, record }: NonNullable<DraftWays['draft']>,
  timeZone: string,
): Element {
  const when = timeText(ctx, timeZone, record.changed);
  const gone = record.change === 'deleted';
  const waits = stage.approval && record.review.state !== 'approved';
  const first = waits ? ' It is published once it is approved.' : '';
  return {
    '#type': 'notice',
    '#tone': 'info',
    '#value': gone
      ? `${record.by} deleted this in ${stage.label} on ${when}. It is here until that is published.${first}`
      : `There is a draft of this: ${record.by} changed it in ${stage.label} on ${when}. What you save here is not part of it.${first}`,
    '#children': inOrder(
      gone
        ? link(`/admin/stages/${stage.id}`, `What is changed in ${stage.label}`)
        : linkInStage(ctx, stage, `/item/${id}/edit`, 'Edit the draft'),
      !gone && linkInStage(ctx, stage, `/item/${id}`, 'See the draft'),
      !waits &&
        mayPublish(ctx.actor, stage) && {
          '#type': 'form',
          '#action': publishUrl(stage, [recordOf({ id })], gone ? '/admin/content' : `/item/${id}`),
          '#method': 'post',
          '#attributes': { class: 'notice-action' },
          '#children': inOrder({
            '#type': 'button',
            '#value': 'Publish draft',
            '#look': 'link',
          }),
        },
    ),
  };
}
