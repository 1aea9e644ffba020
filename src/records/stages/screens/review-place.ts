import type { Element } from '#grammar/render';
import { inOrder, link } from '#grammar/render';
import type { Look } from '#grammar/render';
import type { ReviewState } from '../review/review.ts';
import type { Stage } from '../stage.ts';
import type { ReviewButton } from './review-words.ts';
import { chosenQuery } from './selection-query.ts';
import { stageUrl } from './stage-place.ts';

/** What is moved, and where that leads. */
export interface ReviewPlace {
  /** Default all of the stage. */
  readonly only?: readonly string[];
  /** As `seenOfAll` says it: nothing is moved that is another since. */
  readonly seen?: string;
  /** Default the changes of the stage. */
  readonly to?: string;
}

/** Where a button goes that moves those of the stage, or all of it, on its way. */
function reviewUrl(stage: Pick<Stage, 'id'>, state: ReviewState, place: ReviewPlace): string {
  const query = queryOf(place);
  query.set('state', state);
  return `${stageUrl(stage)}/review?${query.toString()}`;
}

/** Where one says why something is sent back. */
export function sendBackUrl(stage: Pick<Stage, 'id'>, place: ReviewPlace): string {
  const query = queryOf(place).toString();
  return `${stageUrl(stage)}/send-back${query === '' ? '' : `?${query}`}`;
}

/** The button; who sends back says why first. */
export function reviewButton(
  stage: Pick<Stage, 'id'>,
  { to, label, icon }: ReviewButton,
  place: ReviewPlace,
  { look = 'secondary', asksWhy }: { readonly look?: Look; readonly asksWhy: boolean },
): Element {
  if (to === 'draft' && asksWhy) return link(sendBackUrl(stage, place), label, { look, icon });
  return {
    '#type': 'form',
    '#action': reviewUrl(stage, to, place),
    '#method': 'post',
    '#attributes': { class: 'notice-action' },
    '#children': inOrder({ '#type': 'button', '#value': label, '#look': look, '#icon': icon }),
  };
}

function queryOf({ only = [], seen, to }: ReviewPlace): URLSearchParams {
  const query = chosenQuery(only);
  if (seen !== undefined) query.set('seen', seen);
  if (to !== undefined) query.set('to', to);
  return query;
}
