import type { RequestContext } from '#grammar/access';
import { badge, container, type Element, inOrder, text } from '#grammar/render';
import {
  REVIEW_STATES,
  type Review,
  type ReviewState,
  type ReviewStep,
  stateOfAll,
} from '../review/review.ts';
import { mayApprove, mayWrite } from '../stage-permissions.ts';
import type { Stage } from '../stage.ts';

/** A button that moves something on its way, or back. */
export interface ReviewButton {
  readonly to: ReviewState;
  readonly label: string;
  readonly icon: string;
}

export function reviewBadge(state: ReviewState): Element {
  switch (state) {
    case 'draft':
      return badge('Draft');
    case 'review':
      return badge('In review', 'info');
    case 'approved':
      return badge('Approved', 'positive');
    default:
      return state satisfies never;
  }
}

/**
 * The state of a change, and what stands against it: for a cell of a table. `name`: that under
 * which a form sends what was seen of it.
 */
export function reviewCell({ state, last, seen }: Review, name: string | undefined): Element {
  const why = last && remark(state, last);
  return container(
    inOrder(
      reviewBadge(state),
      why !== undefined &&
        container({ why: text(why) }, { tag: 'small', attributes: { class: 'muted' } }),
      name !== undefined && {
        '#type': 'input',
        '#input': 'hidden',
        '#name': name,
        '#value': seen,
      },
    ),
    { attributes: { class: 'cluster', 'data-gap': 'small' } },
  );
}

/** What the last step says of where it is now; undefined: nothing that the state does not say. */
export function remark(state: ReviewState, { to, by, note }: ReviewStep): string | undefined {
  if (state !== 'draft') return undefined;
  switch (to) {
    case 'draft':
      return note === '' ? undefined : `Sent back by ${by}: ${note}`;
    case 'review':
      return 'Changed since it was submitted';
    case 'approved':
      return `Changed since ${by} approved it`;
    default:
      return to satisfies never;
  }
}

/** "3 of 12 approved, 4 in review". */
export function progress(reviews: readonly Pick<Review, 'state'>[]): string {
  const count = (state: ReviewState) => reviews.filter((one) => one.state === state).length;
  const waiting = count('review');
  const approved = `${count('approved')} of ${reviews.length} approved`;
  return waiting === 0 ? approved : `${approved}, ${waiting} in review`;
}

/** Whether anything of it is on its way at all: who does not work like that hears nothing of it. */
export function isReviewed({ approval }: Stage, reviews: readonly Review[]): boolean {
  return approval || reviews.some(({ state, last }) => state !== 'draft' || last !== undefined);
}

/** What the actor may do with a change in this state, the first first. */
export function reviewButtons(
  { actor }: RequestContext,
  stage: Stage,
  state: ReviewState,
): readonly ReviewButton[] {
  const [writes, approves] = [mayWrite(actor, stage), mayApprove(actor, stage)];
  return [
    ...(writes && state === 'draft' ? [SUBMIT] : []),
    ...(approves && (state === 'review' || (writes && state === 'draft')) ? [APPROVE] : []),
    ...((writes || approves) && state !== 'draft' ? [approves ? SEND_BACK : TAKE_BACK] : []),
  ];
}

export const SUBMIT: ReviewButton = { to: 'review', label: 'Submit for review', icon: 'send' };
export const APPROVE: ReviewButton = { to: 'approved', label: 'Approve', icon: 'circle-check' };
export const SEND_BACK: ReviewButton = { to: 'draft', label: 'Send back', icon: 'undo-2' };
export const TAKE_BACK: ReviewButton = { to: 'draft', label: 'Take back', icon: 'undo-2' };

/** Links that show only what is in one of the states. */
export function stateTabs(
  url: string,
  reviews: readonly Pick<Review, 'state'>[],
  active: ReviewState | undefined,
): Element {
  const labels = { draft: 'Drafts', review: 'In review', approved: 'Approved' } as const;
  const of = (state: ReviewState) => reviews.filter((one) => one.state === state).length;
  return {
    '#type': 'tabs',
    '#label': 'Changes by how far they are',
    '#links': [
      { url, label: `All ${reviews.length}`, active: active === undefined },
      ...REVIEW_STATES.map((state) => ({
        url: `${url}?state=${state}`,
        label: `${labels[state]} ${of(state)}`,
        active: active === state,
      })),
    ],
  };
}

/** What was done with so many, as a sentence. */
export function movedSentence(to: ReviewState, count: number): string {
  const were = count === 1 ? 'One change was' : `${count} changes were`;
  switch (to) {
    case 'draft':
      return count === 0 ? 'It is a draft already.' : `${were} sent back to draft.`;
    case 'review':
      return count === 0 ? 'Nothing of it is a draft.' : `${were} submitted for review.`;
    case 'approved':
      return count === 0 ? 'Nothing of it waits to be approved.' : `${were} approved.`;
    default:
      return to satisfies never;
  }
}

/** Whether all of it may be published as it is. */
export function isApproved(stage: Stage, reviews: readonly Pick<Review, 'state'>[]): boolean {
  return !stage.approval || stateOfAll(reviews) === 'approved';
}
