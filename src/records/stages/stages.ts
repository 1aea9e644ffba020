import type { PublishId, StageId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Transaction } from '#platform/database';
import type { Activity } from './activity/activity.ts';
import type { StageInput } from './check-stage.ts';
import type { Documents } from './documents/documents.ts';
import type { Publish, PublishedRecord } from './publish/journal-store.ts';
import type { OpenRecord } from './publish/open-records.ts';
import type { PublishOptions, PublishResult } from './publish/publish.ts';
import type { PlannedRecord } from './publish/plan.ts';
import type { SeenRecords } from './publish/seen-states.ts';
import type { Selection } from './publish/selection.ts';
import type { Decisions } from './publish/settle.ts';
import type { MoveOptions } from './move/move-changes.ts';
import type { ReviewMove } from './review/move-review.ts';
import type { Previews } from './previews/preview.ts';
import type { Stageable } from './publish/stageable.ts';
import type { Schedules } from './schedule/schedule.ts';
import type { Stage } from './stage.ts';

/**
 * The door to stages. Every operation checks access by `ctx.actor` and throws the errors of
 * `stage-errors.ts`.
 */
export interface Stages extends AsyncDisposable {
  /** A kind of record that stages have versions of; they are published in this order. */
  register(kind: Stageable): void;
  /** Publishing at a time. */
  readonly schedules: Schedules;
  /** What stages have instead of records that are one document each. */
  readonly documents: Documents;
  /** Those that are not closed, live first; in memory, and the same on every kernel soon. */
  known(): readonly Stage[];
  /** The stage and those that it stands on, from memory. */
  chain(stage: StageId): readonly StageId[];
  /** Those that the actor may look at. */
  list(ctx: RequestContext): readonly Stage[];
  /** By its id or its name; throws `StageNotFound` where the actor may not know of it. */
  get(ctx: RequestContext, stage: string): Promise<Stage>;
  /**
   * For a change in `ctx.stage`, in its transaction: holds the stage as it is, checks that the actor
   * may write in it, and answers its chain. Live costs no statement.
   */
  enter(transaction: Transaction, ctx: RequestContext): Promise<readonly StageId[]>;

  /** Whether the actor may change something in `ctx.stage`, as far as they may change such things. */
  mayWrite(ctx: RequestContext): boolean;

  /** Does `work`, which only reads, so that all of it is of before a publish or after it. */
  steadily<Result>(work: () => Promise<Result>): Promise<Result>;

  /** These three need `administer stages`. */
  create(ctx: RequestContext, input: StageInput): Promise<Stage>;
  update(ctx: RequestContext, stage: StageId, input: StageInput): Promise<Stage>;
  /** Refused while the stage has changes or another stands on it. */
  close(ctx: RequestContext, stage: StageId): Promise<void>;

  /** Links that show a stage to people without an account. */
  readonly previews: Previews;

  /** What the stage has of its own, or `only` those. */
  plan(ctx: RequestContext, stage: StageId, only?: Selection): Promise<readonly PlannedRecord[]>;
  /** What both sides changed of it, with what each says: to be decided before it is published. */
  conflicts(ctx: RequestContext, stage: StageId, only?: Selection): Promise<readonly OpenRecord[]>;
  publish(ctx: RequestContext, stage: StageId, options?: PublishOptions): Promise<PublishResult>;
  /** `seen`: what of the records was seen when that was decided; default: whatever is there. */
  undo(
    ctx: RequestContext,
    publish: PublishId,
    decisions?: Decisions,
    seen?: SeenRecords,
  ): Promise<void>;
  /** What was changed since in the same places: to be decided before it is taken back. */
  undoConflicts(ctx: RequestContext, publish: PublishId): Promise<readonly OpenRecord[]>;
  /**
   * Submits, approves or sends back what the stage changed; answers how many records were moved. Who
   * writes in the stage submits and takes back, who may approve there approves and sends back.
   */
  review(ctx: RequestContext, stage: StageId, move: ReviewMove): Promise<number>;
  /**
   * Gives what a stage changed to another one, which shows it from then on; answers how many records.
   * For who may write in both. What goes to a stage that it stands on is published instead.
   */
  move(ctx: RequestContext, from: StageId, to: StageId, options?: MoveOptions): Promise<number>;
  /** What both changed of it: to be decided before it is moved. */
  moveConflicts(
    ctx: RequestContext,
    from: StageId,
    to: StageId,
    records?: readonly string[],
  ): Promise<readonly OpenRecord[]>;
  /** What the stage made goes into its trash; what it changed or deleted is as in its upstream. */
  discard(ctx: RequestContext, stage: StageId, records: readonly string[]): Promise<number>;
  /** What was done with the stage and in it, newest first; `before`: ISO 8601, only what is older. */
  activity(
    ctx: RequestContext,
    stage: StageId,
    page: { readonly limit: number; readonly before?: string | undefined },
  ): Promise<readonly Activity[]>;
  /** What was published of the stage, newest first. */
  history(ctx: RequestContext, stage: StageId): Promise<readonly Publish[]>;
  published(
    ctx: RequestContext,
    publish: PublishId,
  ): Promise<{ readonly publish: Publish; readonly records: readonly PublishedRecord[] }>;
}
