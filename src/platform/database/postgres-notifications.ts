import { setTimeout as sleep } from 'node:timers/promises';
import { Client, escapeIdentifier } from 'pg';
import type { ClientConfig } from 'pg';
import type { Database } from './database.ts';
import { createListeners } from './listeners.ts';

const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 5000;

/** Listens on one connection of its own, which is opened again whenever it is lost. */
export function createPostgresNotifications(config: ClientConfig): {
  readonly listen: Database['listen'];
  close(): Promise<void>;
} {
  const listeners = createListeners();
  const ended = new AbortController();
  let client: Client | undefined;
  let started: Promise<void> | undefined;

  async function connect(): Promise<void> {
    const fresh = new Client(config);
    fresh.on('notification', ({ channel, payload }) => listeners.tell(channel, payload ?? ''));
    // Losing it shows as `end` too, where it is opened again.
    fresh.on('error', () => {});
    await fresh.connect();
    // Closed while it was being opened: nobody else would end it.
    if (ended.signal.aborted) return fresh.end();
    for (const channel of listeners.channels()) await listenOn(fresh, channel);
    client = fresh;
    fresh.on('end', () => {
      client = undefined;
      if (!ended.signal.aborted) void reconnect();
    });
  }

  async function reconnect(): Promise<void> {
    for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      try {
        await sleep(pause, undefined, { signal: ended.signal, ref: false });
        await connect();
        break;
      } catch {
        if (ended.signal.aborted) return;
      }
    }
    for (const channel of listeners.channels()) listeners.tell(channel, '');
  }

  return {
    async listen(channel, listener) {
      const { first } = listeners.add(channel, listener);
      started ??= connect().catch(() => void reconnect());
      await started;
      // While the connection is lost, opening it again takes up all channels.
      if (first && client) await listenOn(client, channel).catch(() => {});
      return async () => {
        const { last } = listeners.remove(channel, listener);
        if (last && client) {
          await client.query(`unlisten ${escapeIdentifier(channel)}`).catch(() => {});
        }
      };
    },
    async close() {
      ended.abort();
      await started;
      await client?.end();
    },
  };
}

async function listenOn(client: Client, channel: string): Promise<void> {
  await client.query(`listen ${escapeIdentifier(channel)}`);
}
