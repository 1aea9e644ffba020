import { Unavailable } from '#base';
import { LRUCache } from 'lru-cache';
import type { Answer, Connection, Connections } from './connections.ts';
import type { EmbeddedSession } from './embedded-session.ts';
import { asDiskFull } from './disk-full.ts';
import { createFairMutex } from './fair-mutex.ts';
import { decodeAnswer, encodeStatement } from './wire-protocol.ts';

const PREPARED_AT_MOST = 200;
const CHANGES_TABLES = /^\s*(?:create|alter|drop)\b/i;

export interface EmbeddedOptions {
  readonly notified: (channel: string, payload: string) => void;
  /** Milliseconds that a statement waits for its turn. */
  readonly patience: number;
}

/**
 * Hands the only session of the embedded database to one holder at a time, so that a statement of
 * one request can never fall into the open transaction of another.
 */
export function createEmbeddedConnections(
  session: EmbeddedSession,
  { notified, patience }: EmbeddedOptions,
): Connections {
  const turn = createFairMutex();
  // Statements that the session knows, by their text: parsing is half the price of a small one.
  let made = 0;
  const prepared = new LRUCache<string, string>({ max: PREPARED_AT_MOST });
  /** The beginning of a transaction, which is sent with its first statement. */
  let begun: Buffer | undefined;

  async function query(sql: string, parameters: readonly unknown[]): Promise<Answer> {
    if (sql === 'begin') {
      begun = encodeStatement(sql, [], { name: '', isNew: true });
      return { command: 'BEGIN', rowCount: 0, rows: [] };
    }
    const known = prepared.get(sql);
    const name = known ?? `s${++made}`;
    const isNew = known === undefined;
    const evicted = isNew && prepared.size >= PREPARED_AT_MOST ? prepared.pop() : undefined;
    const block = encodeStatement(sql, parameters, {
      name,
      isNew,
      ...(evicted === undefined ? {} : { evicted }),
    });
    const sent = begun ? Buffer.concat([begun, block]) : block;
    begun = undefined;
    const { answer, error, parsed, notifications } = decodeAnswer(await session.send(sent));
    if (parsed) prepared.set(sql, name);
    for (const { channel, payload } of notifications) notified(channel, payload);
    if (error) throw asDiskFull(error);
    if (CHANGES_TABLES.test(sql)) await forgetPrepared();
    return answer;
  }

  /** A prepared `select *` fails once its table has other columns. */
  async function forgetPrepared(): Promise<void> {
    prepared.clear();
    await session.send(encodeStatement('deallocate all', [], { name: '', isNew: true }));
  }

  const connection: Connection = { query, release: () => turn.release() };
  return {
    async connect() {
      await turn.acquire(patience, waitedTooLong(patience));
      return connection;
    },
    async end() {
      // Let who has it finish, but not for ever.
      await turn.acquire(patience, waitedTooLong(patience)).catch(() => {});
      await session.close();
    },
  };
}

function waitedTooLong(patience: number): () => Error {
  return () =>
    new Unavailable(
      'database.busy',
      `A statement waited ${patience / 1000} s for the embedded database, which does one thing at a ` +
        'time. Either a transaction took that long, or code that holds one open made a query ' +
        'outside of it: pass the transaction on.',
    );
}
