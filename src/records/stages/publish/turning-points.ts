import { setTimeout as sleep } from 'node:timers/promises';
import { isObject, newId } from '#base';
import type { Database, Transaction } from '#platform/database';
import type { Logger } from '#platform/telemetry';
import { readTurn, takeTurn } from './turn-store.ts';

/** Tells kernels that a publish is about to begin, and that it has ended. */
const CHANNEL = 'stage_turn';
/** Milliseconds in which other kernels hear of a publish before it can have happened. */
const GRACE = 50;
/** Milliseconds after which a publish of which nothing is heard any more is taken for ended. */
const LONGEST = 10 * 60_000;
/** A page is made anew so often; who publishes all the time is not waited for. */
const MOST_TIMES = 20;
/** So many are remembered, whoever says so. */
const MOST_UNDER_WAY = 100;

/**
 * What readers see is of before a publish or of after it. Each statement sees one of the two; what is
 * made from several is made anew when a publish came in between. It costs a statement while somebody
 * publishes, and none otherwise.
 */
export interface TurningPoints extends AsyncDisposable {
  /** Does `work`, which only reads, so that all of it is of before a publish or after it. */
  steadily<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Around the transaction of a publish. */
  announced<Result>(work: () => Promise<Result>): Promise<Result>;
  /** In the transaction of a publish, at its end. */
  take(transaction: Transaction): Promise<void>;
}

export async function createTurningPoints({
  database,
  log,
}: {
  readonly database: Database;
  readonly log: Logger;
}): Promise<TurningPoints> {
  const { queries } = database;
  let known = await readTurn(queries);
  const underWay = new Map<string, NodeJS.Timeout>();

  const refresh = async (): Promise<number> => (known = Math.max(known, await readTurn(queries)));
  function begin(id: string): void {
    underWay.set(id, setTimeout(() => void underWay.delete(id), LONGEST).unref());
  }
  /** Only once it is known whether it has happened. */
  async function end(id: string): Promise<void> {
    await refresh();
    clearTimeout(underWay.get(id));
    underWay.delete(id);
  }
  const tell = (news: { readonly [what: string]: string }): Promise<void> =>
    database.notify(queries, CHANNEL, JSON.stringify(news));
  const stop = await database.listen(CHANNEL, (text) => {
    const { begun, ended } = readNews(text);
    if (begun !== undefined && !underWay.has(begun) && underWay.size < MOST_UNDER_WAY) begin(begun);
    const heard = ended !== undefined && underWay.has(ended) ? end(ended) : undefined;
    // Where it says nothing, something may have been missed.
    const looked = begun === undefined && ended === undefined ? refresh() : heard;
    looked?.catch((error: unknown) => log.debug({ err: error }, 'A publish was not heard of'));
  });

  return {
    async steadily(work) {
      for (let times = 1; ; times++) {
        const before = known;
        const result = await work();
        if (underWay.size === 0 && known === before) return result;
        if ((await refresh()) === before || times === MOST_TIMES) return result;
      }
    },
    async announced(work) {
      const id = newId();
      begin(id);
      await tell({ begun: id });
      if (database.kind === 'postgres') await sleep(GRACE);
      try {
        return await work();
      } finally {
        await end(id).catch((error: unknown) => log.debug({ err: error }, 'A publish ended badly'));
        await tell({ ended: id }).catch((error: unknown) =>
          log.debug({ err: error }, 'A publish could not be told'),
        );
      }
    },
    take: takeTurn,
    [Symbol.asyncDispose]: stop,
  };
}

/** What a notification says: nothing after a lost connection, and anything from elsewhere. */
function readNews(text: string): { readonly begun?: string; readonly ended?: string } {
  const news = parsed(text);
  if (!isObject(news)) return {};
  const { begun, ended } = news;
  return {
    ...(typeof begun === 'string' ? { begun } : {}),
    ...(typeof ended === 'string' ? { ended } : {}),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
