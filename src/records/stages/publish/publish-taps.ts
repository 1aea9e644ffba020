import type { Problem } from '#base';
import { defineTap, problemsAnswer } from '#grammar/taps';

/** A record of a publish, as plugins see it. */
export interface TappedChange {
  /** The kind of record, e.g. `item`. */
  readonly type: string;
  readonly id: string;
  readonly label: string;
  readonly change: 'created' | 'changed' | 'deleted';
}

/** A publish, as plugins see it. */
export interface TappedPublish {
  /** Names of the stages. */
  readonly stage: string;
  readonly upstream: string;
  readonly changes: readonly TappedChange[];
}

export const stagePublish = defineTap<TappedPublish, readonly Problem[]>({
  name: 'stage_publish',
  about:
    'Before a stage is published: says what stands against it, as a list of `{ pointer, code, message }`. Nothing is published while something does, and who publishes reads the sentences.',
  failure: 'abort',
  check: problemsAnswer,
});

export const stagePublished = defineTap<TappedPublish, null>({
  name: 'stage_published',
  about: 'After a stage was published, when readers see it. It cannot be prevented any more.',
  failure: 'leave_out',
  writes: true,
  check: () => undefined,
});

/** The taps of what happens to stages. */
export const stageTaps = [stagePublish, stagePublished] as const;
