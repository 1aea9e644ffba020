import { LIVE, parseId, type PublishId, type StageId } from '#base';
import { queriesOf, type RequestContext } from '#grammar/access';
import { instantOf } from '#grammar/fields';
import type { Transaction } from '#platform/database';
import type { Logger } from '#platform/telemetry';
import { listActivity } from './activity/activity-store.ts';
import { closeStage, createStage, STAGES_CHANNEL, updateStage } from './change-stage.ts';
import { createDocuments } from './documents/create-documents.ts';
import { createPreviews } from './previews/create-previews.ts';
import { listMoveConflicts, moveChanges } from './move/move-changes.ts';
import { discard } from './publish/discard.ts';
import {
  findPublish,
  listPublished,
  listPublishes,
  type Publish,
} from './publish/journal-store.ts';
import { listConflicts, planPublish } from './publish/plan.ts';
import { publish } from './publish/publish.ts';
import type { Stageable } from './publish/stageable.ts';
import { createTurningPoints } from './publish/turning-points.ts';
import { listUndoConflicts, undo } from './publish/undo.ts';
import { moveReview } from './review/move-review.ts';
import { createSchedules } from './schedule/create-schedules.ts';
import type { StageDeps } from './stage-deps.ts';
import { InvalidStageRequest, StageNotAllowed, StageNotFound } from './stage-errors.ts';
import { maySee, maySeeStages, mayWrite } from './stage-permissions.ts';
import { listStageChain, listStages, lockStage } from './stage-store.ts';
import type { Stage } from './stage.ts';
import type { Stages } from './stages.ts';

export type StageOptions = Omit<StageDeps, 'kinds' | 'turns'> & {
  readonly log: Logger;
  /** What preview links are signed with. */
  readonly secret: string;
  /** Whether live is changed only by who may write in it, and by publishing. */
  readonly isLiveProtected?: () => boolean;
};

/** So many publishes of a stage are listed. */
const HISTORY = 100;

export async function createStages(options: StageOptions): Promise<Stages> {
  const { database, log, isLiveProtected = () => false } = options;
  const kinds: Stageable[] = [];
  const turns = await createTurningPoints(options);
  const deps: StageDeps = { ...options, turns, kinds: () => kinds };
  let stages: readonly Stage[] = [];
  let loading = Promise.resolve();
  const load = (): Promise<void> => (loading = loading.then(read, read));
  async function read(): Promise<void> {
    stages = await listStages(database.queries);
  }
  const end = await database.listen(STAGES_CHANNEL, () => {
    load().catch((error: unknown) => log.warn({ err: error }, 'Stages could not be read again'));
  });

  async function get(ctx: RequestContext, wanted: string): Promise<Stage> {
    const find = () => stages.find(({ id, name }) => id === parseId(wanted) || name === wanted);
    // It may have been made on another kernel a moment ago.
    if (!find() && maySeeStages(ctx.actor)) await load();
    const stage = find();
    if (!stage || !maySee(ctx.actor, stage)) throw new StageNotFound();
    return stage;
  }

  async function getPublish(ctx: RequestContext, id: PublishId): Promise<Publish> {
    const found = await findPublish(queriesOf(database, ctx), id);
    if (!found) throw new StageNotFound();
    await get(ctx, found.stageId);
    return found;
  }

  function isWritable({ actor, stage: id }: RequestContext): boolean {
    const stage = stages.find((one) => one.id === id);
    if (!stage || !maySee(actor, stage)) return false;
    return (id === LIVE && !isLiveProtected()) || mayWrite(actor, stage);
  }

  async function enter(transaction: Transaction, ctx: RequestContext): Promise<readonly StageId[]> {
    if (ctx.stage === LIVE) {
      if (!isWritable(ctx)) throw new StageNotAllowed('change what is in', 'Live');
      return [LIVE];
    }
    const stage = await lockStage(transaction, ctx.stage, 'share');
    if (!stage || stage.closed || !maySee(ctx.actor, stage)) throw new StageNotFound();
    if (!mayWrite(ctx.actor, stage)) throw new StageNotAllowed('change what is in', stage.label);
    return listStageChain(transaction, ctx.stage);
  }

  await load();
  const chainOf = (stage: StageId) => chainIn(stages, stage);
  const documents = await createDocuments({
    ...deps,
    log,
    chainOf,
    register: (kind) => void kinds.push(kind),
  });

  const changed = async <Result>(work: Promise<Result>): Promise<Result> => {
    const result = await work;
    await load();
    return result;
  };

  return {
    register: (kind) => void kinds.push(kind),
    known: () => stages,
    chain: chainOf,
    list: ({ actor }) => stages.filter((stage) => maySee(actor, stage)),
    get,
    enter,
    mayWrite: isWritable,
    create: (ctx, input) => changed(createStage(deps, ctx, input)),
    update: (ctx, stage, input) => changed(updateStage(deps, ctx, stage, input)),
    close: (ctx, stage) => changed(closeStage(deps, ctx, stage)),
    previews: createPreviews(options, get),
    plan: async (ctx, stage, only) => planPublish(deps, ctx, await get(ctx, stage), only),
    conflicts: async (ctx, stage, only) => listConflicts(deps, ctx, await get(ctx, stage), only),
    publish: (ctx, stage, how) => publish(deps, ctx, stage, how),
    undoConflicts: async (ctx, id) => listUndoConflicts(deps, ctx, await getPublish(ctx, id)),
    undo: (ctx, id, decisions, seen) => undo(deps, ctx, id, decisions, seen),
    review: async (ctx, stage, move) => moveReview(deps, ctx, (await get(ctx, stage)).id, move),
    move: async (ctx, from, to, how) =>
      moveChanges(deps, ctx, await get(ctx, from), await get(ctx, to), how),
    moveConflicts: async (ctx, from, to, records) =>
      listMoveConflicts(deps, ctx, await get(ctx, from), await get(ctx, to), records),
    discard: (ctx, stage, records) => discard(deps, ctx, stage, records),
    activity: async (ctx, stage, { limit, before }) => {
      const { id } = await get(ctx, stage);
      const time = before === undefined ? undefined : timeOf(before);
      return listActivity(queriesOf(database, ctx), id, { limit, before: time });
    },
    history: async (ctx, stage) =>
      listPublishes(queriesOf(database, ctx), (await get(ctx, stage)).id, HISTORY),
    published: async (ctx, id) => ({
      publish: await getPublish(ctx, id),
      records: await listPublished(queriesOf(database, ctx), id),
    }),
    documents,
    schedules: createSchedules(deps),
    steadily: turns.steadily,
    async [Symbol.asyncDispose]() {
      await turns[Symbol.asyncDispose]();
      await documents[Symbol.asyncDispose]();
      await end();
      // What was read when it ended is read to its end: the database goes next.
      await loading.catch(() => undefined);
    },
  };
}

/** The time that is named by what was sent as `before`. */
function timeOf(before: string): Date {
  const instant = instantOf(before);
  if (instant !== undefined) return new Date(instant);
  const message = 'must be a time that there is, like 2026-01-31T12:00:00Z';
  throw new InvalidStageRequest([{ pointer: '/before', code: 'format', message }]);
}

/** The stage and those that it stands on, among those that are known. */
function chainIn(stages: readonly Stage[], id: StageId): readonly StageId[] {
  const upstream = stages.find((stage) => stage.id === id)?.upstreamId;
  return upstream ? [id, ...chainIn(stages, upstream)] : [id];
}
