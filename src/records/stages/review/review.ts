import { createHash } from 'node:crypto';
import { canonicalJson } from '#base';
import type { ChangedRecord } from '../publish/stageable.ts';

/** Where a change is on its way: being written, submitted, or approved. */
export const REVIEW_STATES = ['draft', 'review', 'approved'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

/** That somebody moved a change on its way, or back. */
export interface ReviewStep {
  readonly to: ReviewState;
  readonly at: Date;
  readonly by: string;
  /** Why it was sent back. */
  readonly note: string;
}

/** How far a change is. */
export interface Review {
  readonly state: ReviewState;
  /** The last step, which may have been about an earlier version. */
  readonly last: ReviewStep | undefined;
  /** A word that is another one for every version: what somebody saw when they approved it. */
  readonly seen: string;
}

/** The last step as it is kept, with the version that it was about. */
export interface KeptStep extends ReviewStep {
  readonly version: string;
}

/** What was changed since its last step is a draft again. */
export function reviewOf(
  record: Pick<ChangedRecord, 'mine' | 'changed'>,
  kept: KeptStep | undefined,
): Review {
  const seen = versionWord(record);
  return { state: kept?.version === seen ? kept.to : 'draft', last: kept, seen };
}

/** A stage is as far as the change that is least far. */
export function stateOfAll(reviews: readonly Pick<Review, 'state'>[]): ReviewState {
  return REVIEW_STATES.find((state) => reviews.some((one) => one.state === state)) ?? 'draft';
}

/** Another word when one of the records is another: what somebody saw of a whole stage. */
export function seenOfAll(reviews: readonly Pick<Review, 'seen'>[]): string {
  return word(reviews.map(({ seen }) => seen).toSorted());
}

/** With its time: what is deleted once more is not what was approved. */
function versionWord({ mine, changed }: Pick<ChangedRecord, 'mine' | 'changed'>): string {
  return word([mine, changed.toISOString()]);
}

function word(of: unknown): string {
  return createHash('sha256').update(canonicalJson(of)).digest('base64url').slice(0, 22);
}
