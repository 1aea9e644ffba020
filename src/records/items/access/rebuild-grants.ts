import { type Clock, type ItemId, LIVE } from '#base';
import { type RequestContext, systemContext, withTransaction } from '#grammar/access';
import type { AnsweringPlugin, Taps } from '#grammar/taps';
import type { Database, Transaction } from '#platform/database';
import { lockItems } from '../item-store.ts';
import { itemGrants } from './access-taps.ts';
import {
  type GrantProgress,
  hold,
  listFailed,
  listIdsAfter,
  listLeftOver,
  type ProgressRow,
  readProgress,
  writeProgress,
} from './grant-progress-store.ts';
import { saveGrants } from './save-grants.ts';

export type { GrantProgress } from './grant-progress-store.ts';

/** Asks plugins which grants content needs that was there before them. */
export interface GrantRebuild {
  /** How far that is, for each plugin that guards items. */
  progress(): Promise<readonly GrantProgress[]>;
  /** Everything is to be asked again; until it is, what was said before counts. */
  startOver(): Promise<void>;
  /** Calls `listener` whenever that is so; ends by the answered function. */
  onStartedOver(listener: () => void): () => void;
  /**
   * Goes on where any kernel stopped, until nothing is left to ask, `ctx.signal` ends it, or
   * another kernel is at it.
   */
  catchUp(ctx: RequestContext, options?: CatchUpOptions): Promise<void>;
}

export interface CatchUpOptions {
  /** Asks again about what a plugin failed at. */
  readonly retry?: boolean;
  onProgress?(progress: GrantProgress): void;
}

const AT_ONCE = 50;
/** Clocks of kernels differ, and a save that began before the plugin came knows nothing of it. */
const MARGIN = 60_000;

export function createGrantRebuild(deps: {
  readonly database: Database;
  readonly taps: Taps;
  readonly clock: Clock;
}): GrantRebuild {
  const { database, taps, clock } = deps;
  const listeners = new Set<() => void>();
  /** Those that can be asked: what others guard stays as it is. */
  const guards = (): readonly AnsweringPlugin[] =>
    taps.has(itemGrants)
      ? taps.answering(systemContext(), itemGrants).filter(({ absent }) => !absent)
      : [];
  const isThere = (plugin: AnsweringPlugin): boolean =>
    guards().some(({ name, version }) => name === plugin.name && version === plugin.version);

  async function askAgain(
    transaction: Transaction,
    ctx: RequestContext,
    plugin: AnsweringPlugin,
    ids: readonly ItemId[],
    locking: 'wait' | 'skip',
  ): Promise<void> {
    const items = await lockItems(transaction, ids, locking);
    const asking = withTransaction({ ...ctx, stage: LIVE }, transaction);
    await saveGrants(taps, transaction, asking, items, plugin.name);
  }

  /** Asks about a few more; false: there are none, or another kernel is at it. */
  const goOn = async (ctx: RequestContext, plugin: AnsweringPlugin) =>
    database.transaction(async (transaction) => {
      const row = await hold(transaction, plugin, clock.now());
      if (!row?.asking || !isThere(plugin)) return false;
      const ids = await listIdsAfter(transaction, row.upto, AT_ONCE);
      const upto = ids.at(-1);
      if (upto === undefined) return false;
      await askAgain(transaction, ctx, plugin, ids, 'skip');
      await writeProgress(transaction, plugin.name, { upto });
      return true;
    });

  /** What was saved meanwhile, one at a time: each waits for who is saving it. */
  async function finish(ctx: RequestContext, plugin: AnsweringPlugin): Promise<void> {
    const step = <Result>(work: (transaction: Transaction, row: ProgressRow) => Promise<Result>) =>
      database.transaction(async (transaction) => {
        const row = await hold(transaction, plugin, clock.now());
        const goesOn = row?.asking === true && isThere(plugin) && !ctx.signal.aborted;
        return goesOn ? work(transaction, row) : undefined;
      });
    const left = await step((transaction, { begun }) =>
      listLeftOver(transaction, plugin.name, new Date(begun.getTime() - MARGIN)),
    );
    if (left === undefined) return;
    for (const id of left) {
      await step((transaction) => askAgain(transaction, ctx, plugin, [id], 'wait'));
    }
    await step((transaction) =>
      writeProgress(transaction, plugin.name, { asking: false, complete: true }),
    );
  }

  /** What it failed at before. */
  async function tryAgain(ctx: RequestContext, plugin: AnsweringPlugin): Promise<void> {
    for (const id of await listFailed(database.queries, plugin.name)) {
      await database.transaction(async (transaction) => {
        if (ctx.signal.aborted || !isThere(plugin)) return;
        await askAgain(transaction, ctx, plugin, [id], 'wait');
      });
    }
  }

  const progressOf = (plugin: AnsweringPlugin) => readProgress(database.queries, plugin);
  return {
    progress: () => Promise.all(guards().map(progressOf)),
    async startOver() {
      for (const plugin of guards()) {
        await database.transaction(async (transaction) => {
          const now = clock.now();
          const row = await hold(transaction, plugin, now);
          if (row)
            await writeProgress(transaction, plugin.name, { asking: true, upto: null, begun: now });
        });
      }
      for (const listener of listeners) listener();
    },
    onStartedOver(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async catchUp(ctx, { retry = false, onProgress } = {}) {
      for (const plugin of guards()) {
        const { finished, failed } = await progressOf(plugin);
        if (finished && failed > 0 && retry) await tryAgain(ctx, plugin);
        if (finished) continue;
        while (!ctx.signal.aborted && (await goOn(ctx, plugin))) {
          if (onProgress) onProgress(await progressOf(plugin));
        }
        await finish(ctx, plugin);
      }
    },
  };
}
