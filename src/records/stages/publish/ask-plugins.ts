import { InvalidInput, type StageId } from '#base';
import { queriesOf, type RequestContext } from '#grammar/access';
import type { StageDeps } from '../stage-deps.ts';
import { findStage, listStageChain } from '../stage-store.ts';
import {
  stagePublish,
  stagePublished,
  type TappedChange,
  type TappedPublish,
} from './publish-taps.ts';
import { changeOf, recordsOfKind } from './record-keys.ts';
import { type Selection, selectRecords } from './selection.ts';

/** Asks plugins about a publish before its transaction, so that nobody waits for them. */
export async function askBeforePublish(
  deps: StageDeps,
  ctx: RequestContext,
  stageId: StageId,
  only: Selection | undefined,
): Promise<void> {
  if (!deps.taps.has(stagePublish)) return;
  const changes: TappedChange[] = [];
  const queries = queriesOf(deps.database, ctx);
  const chain = await listStageChain(queries, stageId);
  const chosen = await selectRecords(deps.kinds(), queries, chain, only);
  for (const kind of deps.kinds()) {
    const records = await kind.changes(queries, chain, recordsOfKind(kind.type, chosen));
    for (const record of records)
      changes.push({
        type: kind.type,
        id: record.id,
        label: record.label,
        change: changeOf(record),
      });
  }
  const [judged] = await deps.taps.ask(ctx, stagePublish, [await about(deps, ctx, chain, changes)]);
  const problems = judged?.answers.flatMap(({ answer }) => answer) ?? [];
  if (problems.length > 0)
    throw new InvalidInput(
      'stage.publish_refused',
      `${problems.map(({ message }) => message).join(' ')} Nothing was published.`,
      { problems },
    );
}

/** Tells plugins that a stage was published, once readers see it. */
export async function tellPublished(
  deps: StageDeps,
  ctx: RequestContext,
  stageId: StageId,
  changes: readonly TappedChange[],
): Promise<void> {
  if (!deps.taps.has(stagePublished)) return;
  const chain = await listStageChain(queriesOf(deps.database, ctx), stageId);
  await deps.taps.ask(ctx, stagePublished, [await about(deps, ctx, chain, changes)]);
}

async function about(
  deps: StageDeps,
  ctx: RequestContext,
  [stage, upstream]: readonly StageId[],
  changes: readonly TappedChange[],
): Promise<TappedPublish> {
  const queries = queriesOf(deps.database, ctx);
  const nameOf = async (id: StageId | undefined) =>
    (id === undefined ? undefined : await findStage(queries, id))?.name ?? '';
  return { stage: await nameOf(stage), upstream: await nameOf(upstream), changes };
}
