import { newId, type PublishId, type StageId } from '#base';
import { inTransaction, type RequestContext } from '#grammar/access';
import type { Transaction } from '#platform/database';
import { StageConflict, StageNotAllowed, StageNotFound } from '../stage-errors.ts';
import { mayPublish } from '../stage-permissions.ts';
import { findStage, listStageChain, lockStage } from '../stage-store.ts';
import type { Stage } from '../stage.ts';
import type { StageDeps } from '../stage-deps.ts';
import { writeActivity } from '../activity/activity-store.ts';
import { askBeforePublish, tellPublished } from './ask-plugins.ts';
import { listUnapproved, refuseUnapproved, type Unapproved } from '../review/refuse-unapproved.ts';
import { type Conflict, refuseConflicts } from './conflicts.ts';
import { finishKinds, type HeldKind, holdKinds, withIds } from './hold-kinds.ts';
import { knownHere } from './known-here.ts';
import { changeOf } from './record-keys.ts';
import { insertPublish, type PublishedRecord } from './journal-store.ts';
import type { SeenRecords } from './seen-states.ts';
import { type Selection, selectRecords } from './selection.ts';
import type { Decisions } from './settle.ts';
import { transfer } from './transfer.ts';

export interface PublishOptions {
  /** Only these records. Default all. */
  readonly only?: Selection;
  readonly decisions?: Decisions;
  /** What of the records was seen when that was decided. Default: they count whatever is there. */
  readonly seen?: SeenRecords;
  readonly log?: string;
  /** Is done in the same transaction. */
  readonly also?: (transaction: Transaction) => Promise<void>;
}

/** What a publish did. */
export interface PublishResult {
  /** undefined: there was nothing to publish. */
  readonly id: PublishId | undefined;
  readonly changes: number;
}

/**
 * Makes the upstream of a stage as the stage shows it, all of it or nothing, in one transaction.
 * Throws `PublishConflict` where both changed the same and `decisions` do not say which counts, and
 * `NotApproved` where the stage has that done first.
 */
export async function publish(
  deps: StageDeps,
  context: RequestContext,
  stageId: StageId,
  options: PublishOptions = {},
): Promise<PublishResult> {
  await askBeforePublish(deps, context, stageId, options.only);
  const work = async (transaction: Transaction, ctx: RequestContext) => {
    const stage = await lockForPublish(transaction, ctx, stageId);
    const chain = await listStageChain(transaction, stageId);
    const upstream = await findStage(transaction, chain[1] ?? stageId);
    const records: PublishedRecord[] = [];
    const open: Conflict[] = [];
    const unapproved: Unapproved[] = [];
    const selected = await selectRecords(deps.kinds(), transaction, chain, options.only);
    const held = await holdKinds(transaction, deps.kinds(), chain, selected);
    for (const one of held) {
      const done = await publishKind(transaction, ctx, one, stage, chain, options);
      records.push(...done.records);
      open.push(...done.open);
      unapproved.push(...done.unapproved);
    }
    refuseUnapproved(unapproved, stage);
    refuseConflicts(open, upstream?.label ?? 'the site', 'published');
    await finishKinds(transaction, ctx, chain, held.map(withIds));
    await options.also?.(transaction);
    if (records.length === 0) return { id: undefined, records };
    const id = newId<'publish'>();
    await writeActivity(transaction, {
      stage: stageId,
      at: deps.clock.now(),
      by: ctx.actor.id,
      what: 'published',
      detail: String(records.length),
    });
    await insertPublish(
      transaction,
      {
        id,
        stageId,
        upstreamId: chain[1] ?? stageId,
        at: deps.clock.now(),
        by: ctx.actor.id,
        log: options.log ?? '',
      },
      records,
    );
    await deps.turns.take(transaction);
    return { id, records };
  };
  const result = await deps.turns.announced(() => inTransaction(deps.database, context, work));
  await knownHere(deps, context);
  context.log.info(
    { stage: stageId, changes: result.records.length, actor: context.actor.id },
    'stage published',
  );
  const changes = result.records.map((record) => ({
    type: record.type,
    id: record.id,
    label: record.label,
    change: changeOf(record),
  }));
  if (changes.length > 0) await tellPublished(deps, context, stageId, changes);
  return { id: result.id, changes: changes.length };
}

/** The stage, held against everybody who would change something in it. */
export async function lockForPublish(
  transaction: Transaction,
  ctx: RequestContext,
  id: StageId,
): Promise<Stage> {
  const stage = await lockStage(transaction, id, 'update');
  if (!stage || stage.closed) throw new StageNotFound();
  if (stage.upstreamId === null)
    throw new StageConflict(
      'stage.is_live',
      'Live is what everybody sees: there is nothing to publish it to.',
    );
  if (!mayPublish(ctx.actor, stage)) throw new StageNotAllowed('publish', stage.label);
  await lockStage(transaction, stage.upstreamId, 'share');
  return stage;
}

/** A kind's part of a publish; with `unapproved` or `open` records nothing of it was done. */
async function publishKind(
  transaction: Transaction,
  ctx: RequestContext,
  held: HeldKind,
  stage: Stage,
  chain: readonly StageId[],
  options: PublishOptions,
) {
  const { kind, changed } = held;
  const unapproved = await listUnapproved(transaction, stage, kind.type, changed);
  if (unapproved.length > 0) return { records: [], open: [], unapproved };
  const done = await transfer(transaction, ctx, held, {
    from: chain,
    to: chain.slice(1),
    log: options.log || `Published from “${stage.label}”`,
    decided: options,
  });
  if (stage.squash && changed.length > 0 && done.open.length === 0) {
    const ids = changed.map(({ id }) => id);
    const kept = changed.flatMap(({ mine }) => (mine.is === 'version' ? [mine.key] : []));
    await kind.squash(transaction, stage.id, ids, kept);
  }
  return { ...done, unapproved };
}
