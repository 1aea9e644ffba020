import type { RequestContext } from '#grammar/access';
import { InvalidReview, StageConflict, StageNotAllowed } from '../stage-errors.ts';
import { mayApprove, mayWrite } from '../stage-permissions.ts';
import type { Stage } from '../stage.ts';
import type { ReviewState } from './review.ts';

export const LONGEST_REVIEW_NOTE = 500;

/** The note without what stands around it. Throws `InvalidReview`. */
export function checkNote(note: string): string {
  if (note.includes('\0') || !note.isWellFormed())
    throw new InvalidReview([{ pointer: '/note', code: 'type', message: 'must be a text' }]);
  const trimmed = note.trim();
  if (trimmed.length > LONGEST_REVIEW_NOTE) {
    const message = `has at most ${LONGEST_REVIEW_NOTE} characters`;
    throw new InvalidReview([{ pointer: '/note', code: 'too_long', message }]);
  }
  return trimmed;
}

/** Whoever writes submits and takes back; whoever approves does that, and sends back. */
export function checkMayMove({ actor }: RequestContext, stage: Stage, to: ReviewState): void {
  const [writes, approves] = [mayWrite(actor, stage), mayApprove(actor, stage)];
  switch (to) {
    case 'draft':
      if (!writes && !approves) throw new StageNotAllowed('send back what is in', stage.label);
      return;
    case 'review':
      if (!writes) throw new StageNotAllowed('submit what is in', stage.label);
      return;
    case 'approved':
      if (!approves) throw new StageNotAllowed('approve what is in', stage.label);
      return;
    default:
      to satisfies never;
  }
}

/** Whether a change goes from the one state to the other; `submits`: by somebody who may submit it. */
export function leadsTo(from: ReviewState, to: ReviewState, submits: boolean): boolean {
  switch (to) {
    case 'draft':
      return from !== 'draft';
    case 'review':
      return from === 'draft';
    case 'approved':
      return from === 'review' || (from === 'draft' && submits);
    default:
      return to satisfies never;
  }
}

/** Somebody named it, and it has to be submitted by another one first. */
export function refuseUnsubmitted(label: string): never {
  throw new StageConflict(
    'stage.not_submitted',
    `“${label}” is a draft still. Who writes it submits it for review first. Nothing was approved.`,
  );
}
