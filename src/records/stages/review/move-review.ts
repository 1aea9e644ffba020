import type { StageId } from '#base';
import { inTransaction, type RequestContext } from '#grammar/access';
import type { Deed } from '../activity/activity.ts';
import { writeActivity } from '../activity/activity-store.ts';
import type { SeenRecords } from '../publish/seen-states.ts';
import type { StageDeps } from '../stage-deps.ts';
import { StageConflict, StageNotFound } from '../stage-errors.ts';
import { mayWrite } from '../stage-permissions.ts';
import { listStageChain, lockStage } from '../stage-store.ts';
import { checkMayMove, checkNote, leadsTo, refuseUnsubmitted } from './check-step.ts';
import { listReviewed, type Reviewed } from './list-reviewed.ts';
import { writeStep } from './review-store.ts';
import { type ReviewState, seenOfAll } from './review.ts';

/** What is moved where on its way to be published. */
export interface ReviewMove {
  readonly to: ReviewState;
  /** Only these: `item:0192…`. Default all that can be moved there. */
  readonly records?: readonly string[];
  /** Why it is sent back. */
  readonly note?: string;
  /**
   * What was seen of the records, or of all at once: nothing is moved where one is another since.
   * Default: whatever is there.
   */
  readonly seen?: SeenRecords | string;
}

/** Submits, approves or sends back what a stage changed; answers how many records were moved. */
export async function moveReview(
  deps: StageDeps,
  context: RequestContext,
  stageId: StageId,
  move: ReviewMove,
): Promise<number> {
  const note = checkNote(move.note ?? '');
  const count = await inTransaction(deps.database, context, async (transaction, ctx) => {
    const stage = await lockStage(transaction, stageId, 'update');
    if (!stage || stage.closed || stage.upstreamId === null) throw new StageNotFound();
    checkMayMove(ctx, stage, move.to);
    const chain = await listStageChain(transaction, stageId);
    const all = await listReviewed(deps.kinds(), transaction, chain, move.records);
    refuseChanged(all, move.seen);
    const submits = mayWrite(ctx.actor, stage);
    const moved = all.filter(({ review }) => leadsTo(review.state, move.to, submits));
    if (move.records && move.to === 'approved')
      for (const { label, review } of all)
        if (review.state === 'draft' && !submits) refuseUnsubmitted(label);
    if (moved.length === 0) return 0;
    const step = { to: move.to, at: deps.clock.now(), by: ctx.actor.id, note };
    await writeStep(
      transaction,
      { stage: stageId, ...step },
      moved.map(({ type, id, review }) => ({ type, id, version: review.seen })),
    );
    const what = deedOf(move.to, note !== '' || !submits);
    await writeActivity(transaction, {
      stage: stageId,
      at: step.at,
      by: step.by,
      what,
      detail: what === 'sent_back' ? note : String(moved.length),
    });
    return moved.length;
  });
  const { to } = move;
  context.log.info({ stage: stageId, to, records: count, actor: context.actor.id }, 'reviewed');
  return count;
}

function refuseChanged(all: readonly Reviewed[], seen: ReviewMove['seen']): void {
  if (seen === undefined) return;
  if (typeof seen === 'string') {
    if (seen !== seenOfAll(all.map(({ review }) => review))) throw changed('Something here');
    return;
  }
  const other = all.find(({ type, id, review }) => seen[`${type}:${id}`] !== review.seen);
  if (other) throw changed(`“${other.label}”`);
}

function changed(what: string): StageConflict {
  return new StageConflict(
    'stage.changed_meanwhile',
    `${what} was changed meanwhile. Look at it as it is now, and say it again. Nothing was moved.`,
  );
}

/** Who takes back what they submitted sends nothing back. */
function deedOf(to: ReviewState, isAnswer: boolean): Deed {
  switch (to) {
    case 'draft':
      return isAnswer ? 'sent_back' : 'withdrawn';
    case 'review':
      return 'submitted';
    case 'approved':
      return 'approved';
    default:
      return to satisfies never;
  }
}
