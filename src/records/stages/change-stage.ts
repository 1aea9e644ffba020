import { LIVE, newId, type StageId } from '#base';
import { can, inTransaction, type RequestContext } from '#grammar/access';
import type { Transaction } from '#platform/database';
import type { Deed } from './activity/activity.ts';
import { writeActivity } from './activity/activity-store.ts';
import { isNothing } from './publish/record-keys.ts';
import { checkStage, type StageInput } from './check-stage.ts';
import type { StageDeps } from './stage-deps.ts';
import { StageConflict, StageNotAllowed, StageNotFound } from './stage-errors.ts';
import { ADMINISTER_STAGES } from './stage-permissions.ts';
import { insertStage, listStageChain, listStages, lockStage, writeStage } from './stage-store.ts';
import type { Stage } from './stage.ts';

/** Tells kernels that stages are others. */
export const STAGES_CHANNEL = 'stages';

/** Each looks through the one above it: more would be slow, and nobody would know what they see. */
const MOST_ON_TOP = 5;

export async function createStage(
  deps: StageDeps,
  context: RequestContext,
  input: StageInput,
): Promise<Stage> {
  requireAdministrator(context, 'make');
  const stage = await inTransaction(deps.database, context, async (transaction, ctx) => {
    const checked = checkStage(input, undefined, await listStages(transaction));
    await lockStage(transaction, checked.upstreamId, 'share');
    const below = await listStageChain(transaction, checked.upstreamId);
    if (below.length > MOST_ON_TOP)
      throw new StageConflict(
        'stage.too_high',
        `A stage stands on ${MOST_ON_TOP} others at the most. Choose one that is nearer to live.`,
      );
    const made: Stage = {
      ...checked,
      id: newId<'stage'>(),
      ownerId: ctx.actor.kind === 'system' ? null : ctx.actor.id,
      created: deps.clock.now(),
      closed: null,
    };
    await insertStage(transaction, made);
    await tell(deps, transaction, ctx, made, 'made');
    return made;
  });
  context.log.info({ stage: stage.id, actor: context.actor.id }, 'stage made');
  return stage;
}

export async function updateStage(
  deps: StageDeps,
  context: RequestContext,
  id: StageId,
  input: StageInput,
): Promise<Stage> {
  requireAdministrator(context, 'change');
  return inTransaction(deps.database, context, async (transaction, ctx) => {
    const before = await lockOpen(transaction, id);
    const checked = checkStage(input, before, await listStages(transaction));
    const after = { ...before, ...checked };
    await writeStage(transaction, after);
    await tell(deps, transaction, ctx, after, 'changed');
    return after;
  });
}

/** Closes a stage that has nothing of its own any more. */
export async function closeStage(
  deps: StageDeps,
  context: RequestContext,
  id: StageId,
): Promise<void> {
  requireAdministrator(context, 'close');
  await inTransaction(deps.database, context, async (transaction, ctx) => {
    const stage = await lockOpen(transaction, id);
    if (stage.id === LIVE)
      throw new StageConflict(
        'stage.is_live',
        'Live is what everybody sees, and cannot be closed.',
      );
    const stages = await listStages(transaction);
    const onTop = stages.filter(({ upstreamId }) => upstreamId === id);
    if (onTop.length > 0)
      throw new StageConflict(
        'stage.is_stood_on',
        `${onTop.map(({ label }) => `“${label}”`).join(', ')} stand on it. Close those first.`,
      );
    const chain = await listStageChain(transaction, id);
    for (const kind of deps.kinds()) {
      const changes = await kind.changes(transaction, chain);
      if (!changes.every(isNothing))
        throw new StageConflict(
          'stage.has_changes',
          `“${stage.label}” has changes that are not published. Publish or discard them first.`,
        );
    }
    await writeStage(transaction, { ...stage, closed: deps.clock.now() });
    await transaction
      .updateTable('sessions')
      .set({ stage_id: LIVE })
      .where('stage_id', '=', id)
      .execute();
    await tell(deps, transaction, ctx, stage, 'closed');
  });
  context.log.info({ stage: id, actor: context.actor.id }, 'stage closed');
}

async function lockOpen(transaction: Transaction, id: StageId): Promise<Stage> {
  const stage = await lockStage(transaction, id, 'update');
  if (!stage || stage.closed) throw new StageNotFound();
  return stage;
}

function requireAdministrator({ actor }: RequestContext, what: string): void {
  if (!can(actor, ADMINISTER_STAGES)) throw new StageNotAllowed(what, 'any');
}

/** Every kernel knows once it is committed, and so does whoever reads what was done. */
async function tell(
  { database, clock }: StageDeps,
  transaction: Transaction,
  { actor }: RequestContext,
  { id }: Stage,
  what: Deed,
): Promise<void> {
  await writeActivity(transaction, { stage: id, at: clock.now(), by: actor.id, what });
  await database.notify(transaction, STAGES_CHANNEL, '');
}
