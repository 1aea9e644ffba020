import { inTransaction, queriesOf, type RequestContext } from '#grammar/access';
import type { Transaction } from '#platform/database';
import { writeActivity } from '../activity/activity-store.ts';
import { type Conflict, refuseConflicts } from '../publish/conflicts.ts';
import { knownHere } from '../publish/known-here.ts';
import { listOpenRecords, type OpenRecord } from '../publish/open-records.ts';
import { finishKinds, holdKinds, withIds } from '../publish/hold-kinds.ts';
import { withNeeded } from '../publish/needed-records.ts';
import { isNothing, recordsOfKind } from '../publish/record-keys.ts';
import type { SeenRecords } from '../publish/seen-states.ts';
import type { Decisions } from '../publish/settle.ts';
import { metBy, transfer } from '../publish/transfer.ts';
import type { StageDeps } from '../stage-deps.ts';
import type { Stage } from '../stage.ts';
import { checkTarget, holdBoth } from './move-stages.ts';
import { refuseChangedOnTop } from './refuse-changed-on-top.ts';

export interface MoveOptions {
  /** Only these: `item:0192…`. Default all that the stage has of its own. */
  readonly records?: readonly string[];
  /** Where both changed the same: `mine` is the stage that it is moved from. */
  readonly decisions?: Decisions;
  /** What of the records was seen when that was decided. Default: they count whatever is there. */
  readonly seen?: SeenRecords;
}

/**
 * Gives what a stage has of its own to another one, all of it or nothing, in one transaction: what a
 * publish does, with another target. Throws `PublishConflict` where both changed the same and
 * `decisions` do not say which counts.
 */
export async function moveChanges(
  deps: StageDeps,
  context: RequestContext,
  source: Stage,
  target: Stage,
  options: MoveOptions = {},
): Promise<number> {
  const work = async (transaction: Transaction, ctx: RequestContext): Promise<number> => {
    const { from, to, chain, there } = await holdBoth(transaction, ctx, source.id, target.id);
    const open: Conflict[] = [];
    let count = 0;
    const records = await withNeeded(deps.kinds(), transaction, chain, options.records);
    const held = await holdKinds(transaction, deps.kinds(), chain, records);
    for (const { kind, changed } of held) {
      // What was thrown away again stays in the trash of its stage.
      const moved = changed.filter((record) => !isNothing(record));
      await refuseChangedOnTop(transaction, kind, moved, from);
      const met = await metBy(transaction, kind, moved, there);
      const done = await transfer(
        transaction,
        ctx,
        { kind, changed: met },
        {
          from: chain,
          to: there,
          log: `Moved from “${from.label}”`,
          decided: options,
        },
      );
      open.push(...done.open);
      count += moved.length;
    }
    refuseConflicts(open, to.label, 'moved');
    await finishKinds(transaction, ctx, [from.id, ...there], held.map(withIds));
    if (count === 0) return 0;
    const line = { at: deps.clock.now(), by: ctx.actor.id } as const;
    const counted = count === 1 ? 'one change' : `${count} changes`;
    const detail = (other: Stage) => `${other.label}: ${counted}`;
    await writeActivity(transaction, {
      ...line,
      stage: from.id,
      what: 'moved_away',
      detail: detail(to),
    });
    await writeActivity(transaction, {
      ...line,
      stage: to.id,
      what: 'moved_here',
      detail: detail(from),
    });
    await deps.turns.take(transaction);
    return count;
  };
  const count = await deps.turns.announced(() => inTransaction(deps.database, context, work));
  await knownHere(deps, context);
  context.log.info(
    { stage: source.id, to: target.id, records: count, actor: context.actor.id },
    'changes moved',
  );
  return count;
}

/** What stands against moving it, or `only` these: what both changed. */
export async function listMoveConflicts(
  deps: StageDeps,
  ctx: RequestContext,
  from: Stage,
  to: Stage,
  only?: readonly string[],
): Promise<readonly OpenRecord[]> {
  const queries = queriesOf(deps.database, ctx);
  const { chain, there } = await checkTarget(queries, from, to);
  const open: OpenRecord[] = [];
  for (const kind of deps.kinds()) {
    const changed = await kind.changes(queries, chain, recordsOfKind(kind.type, only));
    const met = await metBy(queries, kind, changed, there);
    open.push(...(await listOpenRecords(queries, kind, met)));
  }
  return open;
}
