import type { StageId } from '#base';
import { inTransaction, type RequestContext } from '#grammar/access';
import { writeActivity } from '../activity/activity-store.ts';
import type { StageDeps } from '../stage-deps.ts';
import { StageNotAllowed, StageNotFound } from '../stage-errors.ts';
import { mayWrite } from '../stage-permissions.ts';
import { removeSteps } from '../review/review-store.ts';
import { knownHere } from './known-here.ts';
import { finishKinds, holdKinds, withIds } from './hold-kinds.ts';
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
    const held = (await holdKinds(transaction, deps.kinds(), chain, records))
      .map(withIds)
      .filter(({ ids }) => ids.length > 0);
    // What stands on others first.
    for (const { kind, ids } of held.toReversed()) {
      await kind.discard(transaction, ctx, stageId, ids);
      await removeSteps(transaction, stageId, kind.type, ids);
    }
    await finishKinds(transaction, ctx, chain, held, 'discarded');
    const discarded = held.reduce((sum, { ids }) => sum + ids.length, 0);
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
  await knownHere(deps, context);
  context.log.info(
    { stage: stageId, records: count, actor: context.actor.id },
    'changes discarded',
  );
  return count;
}
