import type { PublishId, StageId } from '#base';
import { inTransaction, queriesOf, type RequestContext } from '#grammar/access';
import type { Transaction } from '#platform/database';
import { writeActivity } from '../activity/activity-store.ts';
import type { StageDeps } from '../stage-deps.ts';
import { StageConflict, StageNotFound } from '../stage-errors.ts';
import { findStage, listStageChain } from '../stage-store.ts';
import {
  findPublish,
  listPublished,
  markUndone,
  type Publish,
  type PublishedRecord,
} from './journal-store.ts';
import { findChangedElsewhere } from './changed-elsewhere.ts';
import { finishKinds } from './hold-kinds.ts';
import { type Conflict, conflictsAmong, refuseConflicts } from './conflicts.ts';
import { knownHere } from './known-here.ts';
import { listOpenRecords, type OpenRecord } from './open-records.ts';
import { lockForPublish } from './publish.ts';
import { decisionsStill, type SeenRecords } from './seen-states.ts';
import { asIs, type ComparedRecord, type Decisions, settle } from './settle.ts';
import { type RecordState, type Stageable, sameState } from './stageable.ts';
import { write } from './transfer.ts';

/**
 * Takes a publish back: the upstream is as it was before, but for what was changed there since, and
 * the stage has its changes again. Where both are about the same, `decisions` say which counts:
 * `mine` is to take it back.
 */
export async function undo(
  deps: StageDeps,
  context: RequestContext,
  id: PublishId,
  decisions: Decisions = {},
  seen?: SeenRecords,
): Promise<void> {
  const known = await findPublish(deps.database.queries, id);
  if (!known) throw new StageNotFound();
  const work = async (transaction: Transaction, ctx: RequestContext) => {
    const stage = await lockForPublish(transaction, ctx, known.stageId);
    if (!(await markUndone(transaction, id, deps.clock.now(), ctx.actor.id)))
      throw new StageConflict('stage.undone', 'This was taken back already.');
    const chain = await listStageChain(transaction, stage.id);
    if (chain[1] !== known.upstreamId)
      throw new StageConflict('stage.moved', 'The stage stands on another one since.');
    const upstream = await findStage(transaction, known.upstreamId);
    const published = await listPublished(transaction, id);
    const open: Conflict[] = [];
    const held = await holdPublished(transaction, deps.kinds(), published);
    // What stands on others first.
    for (const { kind, records } of held.toReversed())
      open.push(...(await takeBack(transaction, ctx, kind, { records, chain, decisions, seen })));
    refuseConflicts(open, upstream?.label ?? 'the site', 'taken back');
    const written = held.map(({ kind, records }) => ({ kind, ids: records.map((one) => one.id) }));
    await finishKinds(transaction, ctx, chain, written);
    await writeActivity(transaction, {
      stage: stage.id,
      at: deps.clock.now(),
      by: ctx.actor.id,
      what: 'taken_back',
      detail: String(published.length),
    });
    await deps.turns.take(transaction);
  };
  await deps.turns.announced(() => inTransaction(deps.database, context, work));
  await knownHere(deps, context);
  context.log.info({ publish: id, actor: context.actor.id }, 'publish taken back');
}

/** What of each kind was published and has not ended for good, held against everybody. */
async function holdPublished(
  transaction: Transaction,
  kinds: readonly Stageable[],
  published: readonly PublishedRecord[],
): Promise<readonly { readonly kind: Stageable; readonly records: readonly PublishedRecord[] }[]> {
  const held = [];
  for (const kind of kinds) {
    const all = published.filter(({ type }) => type === kind.type);
    const there =
      all.length === 0
        ? undefined
        : await kind.lock(
            transaction,
            all.map(({ id }) => id),
          );
    if (there) held.push({ kind, records: all.filter(({ id }) => there.has(id)) });
  }
  return held;
}

/** What stands against taking a publish back: what was changed in the same places since. */
export async function listUndoConflicts(
  deps: StageDeps,
  ctx: RequestContext,
  { id, stageId }: Publish,
): Promise<readonly OpenRecord[]> {
  const queries = queriesOf(deps.database, ctx);
  const [, ...upstream] = await listStageChain(queries, stageId);
  const published = await listPublished(queries, id);
  const open: OpenRecord[] = [];
  for (const kind of deps.kinds()) {
    const records = published.filter(({ type }) => type === kind.type);
    const ids = records.map((record) => record.id);
    const now = await kind.states(queries, upstream, ids);
    // What ended for good does not come back.
    const there = records.filter((record) => now.has(record.id));
    const labels = new Map(there.map((record) => [record.id, record.label]));
    const compared = comparedToTakeBack(there, now).map((record) => ({
      ...record,
      label: labels.get(record.id) ?? '',
    }));
    open.push(...(await listOpenRecords(queries, kind, compared)));
  }
  return open;
}

/** What it was before against what it is now, from what the publish made of it. */
function comparedToTakeBack(
  records: readonly PublishedRecord[],
  now: ReadonlyMap<string, RecordState>,
): readonly ComparedRecord[] {
  return records.flatMap(({ id, before, after }): readonly ComparedRecord[] => {
    // What the stage had made goes back there, as it is now.
    if (before.is === 'absent') return [];
    return [{ id, mine: before, base: after, theirs: now.get(id) ?? { is: 'absent' } }];
  });
}

async function takeBack(
  transaction: Transaction,
  ctx: RequestContext,
  kind: Stageable,
  {
    records,
    chain,
    decisions,
    seen,
  }: {
    readonly records: readonly PublishedRecord[];
    readonly chain: readonly StageId[];
    readonly decisions: Decisions;
    readonly seen: SeenRecords | undefined;
  },
): Promise<readonly Conflict[]> {
  const upstream = chain.slice(1);
  await refuseStoodOn(transaction, kind, records, chain);
  const ids = records.map(({ id }) => id);
  const now = await kind.states(transaction, upstream, ids);
  const compared = comparedToTakeBack(records, now);
  const settled = await settle(
    transaction,
    kind,
    compared,
    decisionsStill(kind.type, compared, { decisions, ...(seen ? { seen } : {}) }),
  );
  const open = conflictsAmong(kind.type, records, settled);
  if (open.length > 0) return open;
  // What showed through before does so again by itself.
  const below =
    upstream.length > 1 ? await kind.states(transaction, upstream.slice(1), ids) : undefined;
  const through = compared.filter(({ id, mine }) => {
    const state = below?.get(id);
    return state && settled.get(id)?.is === 'taken' && sameState(state, mine);
  });
  const dropped = new Set(through.map(({ id }) => id));
  if (upstream[0] !== undefined && dropped.size > 0)
    await kind.drop(transaction, upstream[0], [...dropped]);
  const writes = compared.flatMap(({ id, mine }) => {
    const settlement = settled.get(id);
    if (dropped.has(id)) return [];
    if (settlement?.is === 'taken') return [asIs(id, mine)];
    return settlement?.is === 'written' ? [settlement.write] : [];
  });
  await write(kind, transaction, ctx, writes, { chain: upstream, log: 'A publish was taken back' });
  await kind.putBack(
    transaction,
    ctx,
    chain,
    records.filter((record) => !sameState(record.mine, record.base)),
  );
  return [];
}

/** What was made goes back to where it was made: what others have of it since would stand on nothing. */
async function refuseStoodOn(
  transaction: Transaction,
  kind: Stageable,
  records: readonly PublishedRecord[],
  [stage, upstream]: readonly StageId[],
): Promise<void> {
  if (stage === undefined) return;
  const made = records.flatMap(({ id, before }) => (before.is === 'absent' ? [id] : []));
  const found = await findChangedElsewhere(
    transaction,
    kind,
    made,
    stage,
    (own, isOnTop, other) => !isOnTop && other.id !== upstream && own.base.is !== 'absent',
  );
  if (found)
    throw new StageConflict(
      'stage.changed_on_top',
      `“${found.label}” is changed in “${found.stage.label}” since. Publish or discard it there first. Nothing was taken back.`,
    );
}
