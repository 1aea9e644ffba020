import { type Clock, NotFound } from '#base';
import { type RequestContext, systemContext } from '#grammar/access';
import type { Database } from '#platform/database';
import { defineQueue, type Queues } from '#platform/queue';
import { sql } from 'kysely';
import { Type } from 'typebox';
import type { FindPlacedCatalogue } from '../catalogue/create-catalogue.ts';
import type { Display, Gather } from '../definition/gather.ts';
import { requireGatherAdministration } from '../gather-permissions.ts';
import type { GatherDeps } from '../run/gather-deps.ts';
import { prepareRun } from '../run/prepare-run.ts';
import { compileGather } from '../run/run-gather.ts';
import type { Logger } from '#platform/telemetry';
import type { KeptGathers } from '../store/kept-gathers.ts';
import { createIndexSql, dropIndexSql, fitsIndex } from './index-sql.ts';
import {
  insertIndex,
  isBroken,
  listIndexes,
  type OwnIndex,
  removeIndex,
  writeState,
} from './index-store.ts';
import { readPlan } from './read-plan.ts';
import { type WantedIndex, wantedIndexes } from './wanted-index.ts';

/** What would make a gather fast. */
export interface Advice {
  readonly index: WantedIndex;
  /** About so many items are read to find one page. */
  readonly rows: number;
  /** It is being made, or could not be. */
  readonly own: OwnIndex | undefined;
}

/** Finds out which indexes gathers lack, has them made by jobs, and drops those it made. */
export interface IndexAdvisor {
  /** undefined: it is fast enough, or no index would help. */
  advise(ctx: RequestContext, gather: Gather, display: Display): Promise<Advice | undefined>;
  list(ctx: RequestContext): Promise<readonly OwnIndex[]>;
  /** Has it made while everybody goes on working. */
  build(ctx: RequestContext, index: WantedIndex): Promise<void>;
  /** Throws `NotFound` for what was not made here. */
  drop(ctx: RequestContext, name: string): Promise<void>;
}

/** To read fewer items than this costs nobody time. */
const FEW = 2_000;

const indexQueue = defineQueue({
  name: 'gather_indexes',
  label: 'Make indexes for gathers',
  payload: Type.Object({ name: Type.String() }, { additionalProperties: false }),
  // On millions of items it takes a while.
  timeLimit: 6 * 60 * 60 * 1_000,
  attempts: 3,
});

export function createIndexAdvisor({
  database,
  queues,
  clock,
  engine,
  findCatalogue,
  kept,
  log,
}: {
  readonly database: Database;
  readonly log: Logger;
  readonly queues: Queues;
  readonly clock: Clock;
  readonly engine: GatherDeps;
  readonly findCatalogue: FindPlacedCatalogue;
  readonly kept: Pick<KeptGathers, 'tellAll'>;
}): IndexAdvisor {
  const { queries, kind } = database;

  queues.register(indexQueue, async ({ payload: { name } }) => {
    const found = (await listIndexes(queries)).find((one) => one.name === name);
    // It was dropped meanwhile.
    if (!found) return 'Nobody wants it any more';
    const statement = createIndexSql(found, await findCatalogue(systemContext()), kind);
    if (!statement) {
      const reason = 'One of its fields is there no more.';
      await writeState(queries, name, 'failed', reason);
      return reason;
    }
    try {
      if (await isBroken(queries, name)) await dropIndexSql(name, kind).execute(queries);
      await statement.execute(queries);
      // So that it is known how often which value comes: without, all plans are guesses.
      await sql`analyze item`.execute(queries);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      await writeState(queries, name, 'failed', reason);
      throw error;
    }
    await writeState(queries, name, 'ready');
    await kept.tellAll(queries);
    return found.label;
  });

  async function forget(name: string): Promise<void> {
    await removeIndex(queries, name);
    await kept.tellAll(queries);
    await dropIndexSql(name, kind).execute(queries);
  }

  /** What is by a field that is gone would refuse what the next field of that name holds. */
  async function dropOutdated(): Promise<void> {
    const catalogue = await findCatalogue(systemContext());
    for (const { name, columns, label, state } of await listIndexes(queries)) {
      if (state !== 'ready' || fitsIndex(columns, catalogue)) continue;
      await forget(name);
      log.info({ index: name, of: label }, 'An index was dropped: its fields are others now');
    }
  }
  engine.items.onTypesChanged(() => {
    dropOutdated().catch((error: unknown) => {
      log.warn({ err: error }, 'Indexes by fields that are gone could not be dropped');
    });
  });

  return {
    async advise(ctx, gather, display) {
      const { query } = await prepareRun(engine, ctx, gather, display, {});
      const there = new Map((await listIndexes(queries)).map((one) => [one.name, one]));
      const index = wantedIndexes(query).find(({ name }) => there.get(name)?.state !== 'ready');
      if (!index) return undefined;
      const own = there.get(index.name);
      const { rows } = await readPlan(
        queries,
        await compileGather(engine, ctx, gather, display, {}),
      );
      return rows < FEW ? undefined : { index, rows, own };
    },
    async list(ctx) {
      requireGatherAdministration(ctx);
      return listIndexes(queries);
    },
    async build(ctx, index) {
      requireGatherAdministration(ctx);
      await database.transaction(async (transaction) => {
        await insertIndex(transaction, index, clock.now());
        const { name } = index;
        await queues.add(transaction, { queue: indexQueue, payload: { name }, key: name });
      });
      ctx.log.info({ index: index.name, of: index.label, by: ctx.actor.id }, 'An index is made');
    },
    async drop(ctx, name) {
      requireGatherAdministration(ctx);
      const found = (await listIndexes(queries)).find((one) => one.name === name);
      if (!found) throw new NotFound('gather.index_not_found', 'There is no such index.');
      await forget(name);
      ctx.log.info({ index: name, of: found.label, by: ctx.actor.id }, 'An index was dropped');
    },
  };
}
