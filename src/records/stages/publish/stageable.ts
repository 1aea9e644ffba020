import type { Json, StageId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Queries, StoredState, Transaction } from '#platform/database';

/** What a record is in a stage: one of its versions, by its key; deleted; or not there at all. */
export type RecordState = StoredState;

/** All that a version consists of, by names that do not change: what is merged one by one. */
export type Parts = { readonly [part: string]: Json };

/** A record that a stage has something of its own about. */
export interface ChangedRecord {
  readonly id: string;
  /** What people call it. */
  readonly label: string;
  /** What the stage made of it. */
  readonly mine: RecordState;
  /** What its upstream showed when the stage began to change it. */
  readonly base: RecordState;
  /** What its upstream shows now. */
  readonly theirs: RecordState;
  readonly changed: Date;
  /** Who changed it last. */
  readonly by: string;
}

/** What a record becomes in a stage. */
export type Write =
  /** What a version says that there is already. */
  | { readonly id: string; readonly to: 'version'; readonly key: string }
  /** What was put together. */
  | { readonly id: string; readonly to: 'parts'; readonly parts: Parts }
  | { readonly id: string; readonly to: 'deleted' };

/** Whether records were written in another stage, or only thrown away in one. */
export type Finished = 'written' | 'discarded';

/** Where and why something is written. */
export interface WriteOptions {
  /** The stage that is written in, and those it stands on. */
  readonly chain: readonly StageId[];
  /** What the history of each record says of it. */
  readonly log: string;
  /**
   * The stage whose versions these are, as they are: what is kept beside them goes along, and what
   * that stage has made belongs to the written one from then on.
   */
  readonly from?: StageId;
  /**
   * The stage whose changes these are, also where they are put together with those of the written one,
   * and those it stands on: what only they show, and these refer to, is shown by the written one too.
   */
  readonly source?: readonly StageId[];
}

/**
 * A kind of record that stages have versions of. The room that the records are of registers one;
 * `publish`, `undo` and `discard` do the same with all kinds, and its promises are checked for each
 * by the same tests (`test/support/stageable-contract.ts`).
 */
export interface Stageable {
  /** As in `stage_deletion.record_type`, e.g. `item`. */
  readonly type: string;
  /** What people call several of them, e.g. `Content`. */
  readonly label: string;
  /** What a stage has of its own, or those of it among `ids`: in the order in which it is published. */
  changes(
    queries: Queries,
    chain: readonly StageId[],
    ids?: readonly string[],
  ): Promise<readonly ChangedRecord[]>;
  /**
   * Holds off every other change of these records, in any stage, until the transaction ends. Answers
   * those that there are: some may have ended for good.
   */
  lock(transaction: Transaction, ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** What these records are in a stage. */
  states(
    queries: Queries,
    chain: readonly StageId[],
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, RecordState>>;
  /** What versions consist of, by their keys. */
  contents(queries: Queries, keys: readonly string[]): Promise<ReadonlyMap<string, Parts>>;
  /** Makes the records so in a stage; answers what they are there then. */
  write(
    transaction: Transaction,
    ctx: RequestContext,
    writes: readonly Write[],
    options: WriteOptions,
  ): Promise<ReadonlyMap<string, RecordState>>;
  /** The stage has nothing of its own about these any more. */
  drop(transaction: Transaction, stage: StageId, ids: readonly string[]): Promise<void>;
  /**
   * Throws away what the history of these records has of the stage, but for these versions and what
   * something else began with.
   */
  squash(
    transaction: Transaction,
    stage: StageId,
    ids: readonly string[],
    keep: readonly string[],
  ): Promise<void>;
  /** What the stage made itself goes into its trash; the rest is dropped. */
  discard(
    transaction: Transaction,
    ctx: RequestContext,
    stage: StageId,
    ids: readonly string[],
  ): Promise<void>;
  /**
   * After a publish was taken back: the stage has again what it had, on top of what its upstream
   * shows now. What it made of them since then stays.
   */
  putBack(
    transaction: Transaction,
    ctx: RequestContext,
    chain: readonly StageId[],
    records: readonly Pick<ChangedRecord, 'id' | 'mine' | 'base'>[],
  ): Promise<void>;
  /** What is committed by now is known to this kernel once this answers. */
  refresh?(): Promise<void>;
  /**
   * Once what goes from `chain[0]` to the rest of it, or back, is written of every kind: throws where
   * these records do not fit together with the others.
   */
  finish?(
    transaction: Transaction,
    ctx: RequestContext,
    chain: readonly StageId[],
    ids: readonly string[],
    what: Finished,
  ): Promise<void>;
  /**
   * Records of this and other kinds, `term:0192…`, without which these cannot be there. Those of them
   * that the stage has made go where these go.
   */
  needs?(
    queries: Queries,
    chain: readonly StageId[],
    ids: readonly string[],
  ): Promise<readonly string[]>;
}

export function sameState(a: RecordState, b: RecordState): boolean {
  return a.is === 'version' ? b.is === 'version' && a.key === b.key : a.is === b.is;
}
