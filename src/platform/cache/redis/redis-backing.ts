import { createHash } from 'node:crypto';
import { batched, type Clock, newId } from '#base';
import type { Database } from '#platform/database';
import type { Logger } from '#platform/telemetry';
import type { Backing } from '../backing.ts';
import { siteId, takeChanges } from '../change-log.ts';
import { LONGEST } from '../entry.ts';
import { UNKNOWN } from '../ledger.ts';
import type { SharedTier } from '../shared-tier.ts';
import { sharedWork } from '../shared-work.ts';
import { openRedis, type RunScript } from './redis-link.ts';
import { FIND_VALUE, LATEST_CHANGE, LEAVE_VALUE, PUT_VALUE, RECORD_CHANGE } from './scripts.ts';

/** Cache tags outlive what bears them. */
const TAG_MILLISECONDS = String((LONGEST + 3_600) * 1_000);
/** A kernel that computes for longer is not waited for. */
const LOCK_MILLISECONDS = '2000';
/** How often what other kernels left in the log is looked for. */
const CATCH_UP_EVERY = 1_000;

/**
 * Redis knows what changed and keeps what kernels share. A change is in the log of the database as
 * a part of its transaction, until some kernel has told it to Redis: the one that made it does so
 * after the commit and before the mutation answers, and any other does for one that died.
 */
export async function redisBacking(options: {
  readonly database: Database;
  readonly redisUrl: string;
  readonly clock: Clock;
  readonly log: Logger;
}): Promise<Backing> {
  const { database, redisUrl, clock, log } = options;
  const kernel = newId();
  /** What is in the log of the database is told to Redis. */
  const tell = (run: RunScript) =>
    takeChanges(database.queries, async (cacheTags) => {
      const told = await run(RECORD_CHANGE, TAG_MILLISECONDS, ...cacheTags);
      if (told === undefined) throw new Error('Redis could not be told what changed.');
    });
  const redis = await openRedis({
    url: redisUrl,
    prefix: `trovato:${await siteId(database.queries)}:`,
    log,
    catchUp: tell,
  });
  /** There may be changes of this kernel that Redis does not know. */
  let isBehind = false;
  const catchUp = sharedWork(async () => {
    isBehind = true;
    await tell(redis.run);
    isBehind = false;
  });

  const askLatest = batched(async () => {
    const [known] = (await redis.getAll(['g'])) ?? [];
    const latest = known ?? (known === null ? await redis.run(LATEST_CHANGE) : undefined);
    return new Map(latest === undefined ? [] : [['', Number(latest)]]);
  });
  const ledger = {
    async latest() {
      try {
        if (isBehind) await catchUp();
        return await askLatest('');
      } catch {
        return undefined;
      }
    },
    async latestOf(cacheTags: readonly string[]) {
      const changes = await redis.getAll(cacheTags.map((cacheTag) => `t:${cacheTag}`));
      return changes?.every((one) => one !== null) ? Math.max(...changes.map(Number)) : UNKNOWN;
    },
  };

  const shared: SharedTier = {
    async find(key) {
      const found = await redis.run(FIND_VALUE, hashed(key), kernel, LOCK_MILLISECONDS);
      const entry = asEntry(found);
      if (entry !== undefined && entry.ends > clock.now().getTime()) return { entry };
      return { by: found === 'other' ? 'other' : 'caller' };
    },
    async put(key, { since, ends, cacheTags, text }) {
      const left = ends - clock.now().getTime();
      const life = String(Math.max(1, Math.round(left)));
      const facts = [String(since), String(ends), life, text, TAG_MILLISECONDS];
      await redis.run(PUT_VALUE, hashed(key), kernel, ...facts, cacheTags.join('\n'));
    },
    leave: async (key) => void (await redis.run(LEAVE_VALUE, hashed(key), kernel)),
  };

  const quietly = () => catchUp().catch(() => undefined);
  const timer = setInterval(() => void quietly(), CATCH_UP_EVERY).unref();

  return {
    ledger,
    shared,
    catchUp: quietly,
    ping: redis.ping,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await redis[Symbol.asyncDispose]();
    },
  };
}

function hashed(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}

/** What `FIND_VALUE` answers for a value. */
function asEntry(found: unknown) {
  if (!Array.isArray(found)) return undefined;
  const [since, ends, cacheTags, text] = found.map(String);
  if (cacheTags === undefined || text === undefined) return undefined;
  return { since: Number(since), ends: Number(ends), cacheTags: cacheTags.split('\n'), text };
}
