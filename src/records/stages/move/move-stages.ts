import { LIVE, type StageId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Queries, Transaction } from '#platform/database';
import { StageConflict, StageNotAllowed, StageNotFound } from '../stage-errors.ts';
import { mayWrite } from '../stage-permissions.ts';
import { listStageChain, lockStage } from '../stage-store.ts';
import type { Stage } from '../stage.ts';

/** The way of a change from one stage to another. */
interface Way {
  /** The stage that it is moved from, and those it stands on. */
  readonly chain: readonly StageId[];
  /**
   * The stage that it is moved to, and those it stands on, without the one that it is moved from: of
   * what is moved that one has nothing any more.
   */
  readonly there: readonly StageId[];
}

/** Throws `StageConflict` where nothing is moved from the one to the other. */
export async function checkTarget(
  queries: Queries,
  from: Pick<Stage, 'id' | 'label'>,
  to: Pick<Stage, 'id' | 'label'>,
): Promise<Way> {
  const chain = await listStageChain(queries, from.id);
  if (from.id === LIVE)
    throw new StageConflict(
      'stage.is_live',
      'Live is what everybody sees: what is there is not moved away.',
    );
  if (from.id === to.id)
    throw new StageConflict('stage.moved_nowhere', `It is in “${to.label}” already.`);
  if (chain.includes(to.id))
    throw new StageConflict(
      'stage.to_be_published',
      `“${from.label}” stands on “${to.label}”: what goes there is published, and not moved.`,
    );
  const target = await listStageChain(queries, to.id);
  return { chain, there: target.filter((id) => id !== from.id) };
}

/** Both stages, held against everybody who would change something in them. */
export async function holdBoth(
  transaction: Transaction,
  { actor }: RequestContext,
  source: StageId,
  target: StageId,
): Promise<Way & { readonly from: Stage; readonly to: Stage }> {
  const held = new Map<StageId, Stage>();
  for (const id of await inOrder(transaction, [source, target])) {
    const stage = await lockStage(transaction, id, 'update');
    if (!stage || stage.closed) throw new StageNotFound();
    held.set(id, stage);
  }
  const [from, to] = [held.get(source), held.get(target)];
  if (!from || !to) throw new StageNotFound();
  const way = await checkTarget(transaction, from, to);
  for (const stage of [from, to])
    if (!mayWrite(actor, stage)) throw new StageNotAllowed('change what is in', stage.label);
  return { ...way, from, to };
}

/** As publishes do it, and always the same: what stands higher first. */
async function inOrder(queries: Queries, stages: readonly StageId[]): Promise<readonly StageId[]> {
  const heights = new Map<StageId, number>();
  for (const id of stages) heights.set(id, (await listStageChain(queries, id)).length);
  const height = (id: StageId) => heights.get(id) ?? 0;
  return stages.toSorted((a, b) => height(b) - height(a) || (a < b ? -1 : 1));
}
