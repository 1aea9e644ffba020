import type { RequestContext } from '#grammar/access';
import { type Element, inOrder, type Look } from '#grammar/render';
import { type Review, type ReviewState, seenOfAll } from '../review/review.ts';
import { mayApprove, mayPublish, mayWrite } from '../stage-permissions.ts';
import type { Stage } from '../stage.ts';
import { reviewButton } from './review-place.ts';
import {
  APPROVE,
  isApproved,
  isReviewed,
  type ReviewButton,
  SEND_BACK,
  SUBMIT,
} from './review-words.ts';
import { publishUrl } from './stage-place.ts';

/** What can be done with all that the stage has of its own. */
export function actionsOnAll(
  { actor }: RequestContext,
  stage: Stage,
  reviews: readonly Review[],
): readonly Element[] {
  if (reviews.length === 0) return [];
  const some = (state: ReviewState) => reviews.some((one) => one.state === state);
  const place = { seen: seenOfAll(reviews) };
  const button = (one: ReviewButton, label: string): Element =>
    reviewButton(stage, { ...one, label }, place, { asksWhy: true });
  const answers = some('review') && mayApprove(actor, stage);
  const submits = some('draft') && mayWrite(actor, stage) && isReviewed(stage, reviews);
  return [
    ...(submits ? [button(SUBMIT, 'Submit all for review')] : []),
    ...(answers ? [button(SEND_BACK, 'Send all back'), button(APPROVE, 'Approve all')] : []),
    ...(mayPublish(actor, stage) ? publishButtons(stage, reviews) : []),
  ];
}

/** All of it, and what is approved where that is a part of it. */
function publishButtons(stage: Stage, reviews: readonly Review[]): readonly Element[] {
  const all = isApproved(stage, reviews);
  const approved = reviews.filter(({ state }) => state === 'approved').length;
  const isPart = approved > 0 && approved < reviews.length;
  return [
    ...(isPart
      ? [
          publishButton(
            publishUrl(stage, 'approved'),
            `Publish ${approved} approved`,
            all ? 'secondary' : 'primary',
          ),
        ]
      : []),
    ...(all ? [publishButton(publishUrl(stage), 'Publish all', 'primary')] : []),
  ];
}

function publishButton(url: string, label: string, look: Look): Element {
  return {
    '#type': 'form',
    '#action': url,
    '#method': 'post',
    '#children': inOrder({
      '#type': 'button',
      '#value': label,
      '#look': look,
      '#icon': 'upload',
    }),
  };
}
