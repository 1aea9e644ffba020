import type { StageId } from '#base';
import { inTransaction, type RequestContext } from '#grammar/access';
import { writeActivity } from '../activity/activity-store.ts';
import type { StageDeps } from '../stage-deps.ts';
import { StageNotAllowed, StageNotFound } from '../stage-errors.ts';
import { mayWrite } from '../stage-permissions.ts';
import { removeSteps } from '../review/review-store.ts';
import { recordsOfKind } from './record-keys.ts';
import { listStageChain, lockStage } from '../stage-store.ts';

/** Throws away what a stage has of its own about these records; answers how many there were. */
export async function discard(
  deps: StageDeps,
  context: RequestContext,
  stageId: StageId,
  records: readonly string[],
): Promise<number> {
  const count = await inTransaction(deps.database, context, async (transaction, ctx) => {
    const stage = await lockStage(transaction, stageId, 'update');
    if (!stage || stage.closed || stage.upstreamId === null) throw new StageNotFound();
    if (!mayWrite(ctx.actor, stage)) throw new StageNotAllowed('change what is in', stage.label);
    const chain = await listStageChain(transaction, stageId);
    let discarded = 0;
    for (const kind of deps.kinds()) {
      const ids = recordsOfKind(kind.type, records) ?? [];
      const found = ids.length === 0 ? [] : await kind.changes(transaction, chain, ids);
      if (found.length === 0) continue;
      const changed = found.map(({ id }) => id);
      await kind.lock(transaction, changed);
      await kind.discard(transaction, ctx, stageId, changed);
      await removeSteps(transaction, stageId, kind.type, changed);
      discarded += changed.length;
    }
    if (discarded > 0)
      await writeActivity(transaction, {
        stage: stageId,
        at: deps.clock.now(),
        by: ctx.actor.id,
        what: 'discarded',
        detail: String(discarded),
      });
    return discarded;
  });
  context.log.info(
    { stage: stageId, records: count, actor: context.actor.id },
    'changes discarded',
  );
  return count;
}
