import { Kysely, PostgresDialect, sql } from 'kysely';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Connections } from './connections.ts';
import type { Database } from './database.ts';
import type { RunAs } from './run-as.ts';
import type { Tables } from './tables.ts';

/** The part of a `Database` that is not the same for both drivers. */
export interface Driver {
  readonly kind: Database['kind'];
  readonly connections: Connections;
  /** Those of `Database.reading`; left out: the same. */
  readonly reading?: Connections;
  listen: Database['listen'];
  readonly runAs?: RunAs;
  /** Called when the connections have ended. */
  close?(): Promise<void>;
}

/** A `Database` over connections of either driver. */
export function createDatabase(driver: Driver): Database {
  const { kind, connections, listen, runAs, close } = driver;
  let statements = 0;
  const over = (given: Connections) =>
    new Kysely<Tables>({ dialect: new PostgresDialect({ pool: poolOf(given) }) });
  const poolOf = (given: Connections): PostgresPool => ({
    async connect() {
      const connection = await given.connect();
      const client = {
        query(text: string, parameters: readonly unknown[] = []) {
          statements += 1;
          return connection.query(text, parameters);
        },
        release: connection.release,
      };
      // The overload of `query` that takes a cursor is only called when the dialect is given one.
      return client as unknown as PostgresPoolClient;
    },
    options: {},
    // Ended below: Kysely forgets to when it never made a query.
    end: () => Promise.resolve(),
  });
  const queries = over(connections);
  const reading = driver.reading ? over(driver.reading) : queries;

  const committed = new Set<() => Promise<void>>();
  let ended: Promise<void> | undefined;
  async function end(): Promise<void> {
    await queries.destroy();
    if (driver.reading) await reading.destroy();
    await connections.end();
    await driver.reading?.end();
    await close?.();
  }

  return {
    queries,
    reading,
    kind,
    ...(runAs ? { runAs } : {}),
    statements: () => statements,
    async transaction(work) {
      let isDone = false;
      try {
        return await queries.transaction().execute(async (transaction) => {
          const result = await work(transaction);
          isDone = true;
          return result;
        });
      } finally {
        // Also when the commit failed: the server may have carried it out and not come to say so.
        if (isDone) await Promise.all([...committed].map((tell) => tell()));
      }
    },
    onCommit(listener) {
      committed.add(listener);
      return () => void committed.delete(listener);
    },
    async notify(queries, channel, payload) {
      await sql`select pg_notify(${channel}, ${payload})`.execute(queries);
    },
    listen,
    async ping() {
      await sql`select 1`.execute(queries);
    },
    [Symbol.asyncDispose]: () => (ended ??= end()),
  };
}
