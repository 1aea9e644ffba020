import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '#platform/telemetry';
import { createClient } from '@redis/client';
import { RedisAway } from './redis-away.ts';

/** Runs a script; its first argument, the prefix of all keys, is given. */
export type RunScript = (script: string, ...more: readonly string[]) => Promise<unknown>;

/** The way to Redis, which may be away at any time. */
export interface RedisLink extends AsyncDisposable {
  /** What `script` answers; undefined: Redis is away, or did not answer in time. Never throws. */
  readonly run: RunScript;
  /** The same for `MGET`. */
  getAll(keys: readonly string[]): Promise<readonly (string | null)[] | undefined>;
  /** Throws `Unavailable` while it is away. */
  ping(): Promise<void>;
}

/** Whoever does not answer within this time counts as away. */
const PATIENCE = 1_000;
const LOOK_EVERY = 500;
/** The program does not wait longer for Redis when it starts. */
const AT_START = 1_500;

type Client = ReturnType<typeof open>;

function open(url: string) {
  return createClient({
    url,
    RESP: 2,
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    socket: {
      connectTimeout: 2_000,
      reconnectStrategy: (retries) => Math.min(100 * 2 ** retries, 2_000),
    },
  });
}

/**
 * Opens the way to the Redis at `url`. `catchUp` is called before it is used, at the start and
 * whenever it was away, to tell it what changed in the meantime; it throws when that failed.
 */
export async function openRedis({
  url,
  prefix,
  log,
  catchUp,
}: {
  readonly url: string;
  readonly prefix: string;
  readonly log: Logger;
  readonly catchUp: (run: RunScript) => Promise<void>;
}): Promise<RedisLink> {
  const client: Client = open(url);
  const ended = new AbortController();
  let isHere = false;
  let saidAway = false;
  let reason: unknown;
  // Told by what is asked of it.
  client.on('error', (error: unknown) => void (reason = error));

  const send: RunScript = (script, ...more) =>
    inTime(() => client.eval(script, { arguments: [prefix, ...more] }));

  async function lookForIt(): Promise<void> {
    for (;;) {
      try {
        await inTime(() => client.ping());
        await catchUp(send);
        isHere = true;
        if (saidAway) log.info({}, 'Redis answers again: the cache is used.');
        saidAway = false;
        return;
      } catch (error) {
        sayAway(error);
      }
      await sleep(LOOK_EVERY, undefined, { signal: ended.signal, ref: false });
    }
  }
  function sayAway(error: unknown): void {
    if (saidAway || ended.signal.aborted) return;
    saidAway = true;
    const text = 'Redis cannot be used: until it answers, everything is computed anew.';
    log.error({ err: client.isReady ? error : (reason ?? error) }, text);
  }
  /** Looks for it until it is back, beside everything else. */
  function lookAgain(): void {
    looking = lookForIt().catch(() => undefined);
  }
  function lose(error: unknown): void {
    if (!isHere) return;
    isHere = false;
    sayAway(error);
    lookAgain();
  }
  async function ask<Answer>(work: () => Promise<Answer>): Promise<Answer | undefined> {
    if (!isHere) return undefined;
    try {
      return await inTime(work);
    } catch (error) {
      lose(error);
      return undefined;
    }
  }

  // Tries until it is closed.
  const connected = client.connect().catch(() => undefined);
  await inTime(() => connected).catch(() => undefined);
  let looking = lookForIt().catch(() => undefined);
  await Promise.race([looking, sleep(AT_START, undefined, { ref: false })]);
  return {
    run: (script, ...more) => ask(() => client.eval(script, { arguments: [prefix, ...more] })),
    getAll: (keys) => ask(() => client.mGet(keys.map((key) => prefix + key))),
    async ping() {
      if (isHere) await ask(() => client.ping());
      if (!isHere) throw new RedisAway(reason);
    },
    async [Symbol.asyncDispose]() {
      isHere = false;
      ended.abort();
      client.destroy();
      await looking;
    },
  };
}

/** What `work` answers, or an error when that takes too long. */
async function inTime<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  // When it was this program that had no time, the answer is there already, and is read first.
  const give = () => setImmediate(() => reject(new Error('It does not answer.')));
  const timer = setTimeout(give, PATIENCE);
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
