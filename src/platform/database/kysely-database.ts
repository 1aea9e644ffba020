import { Kysely, PostgresDialect, sql } from 'kysely';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Connections } from './connections.ts';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

/** The part of a `Database` that is not the same for both drivers. */
export interface Driver {
  readonly kind: Database['kind'];
  readonly connections: Connections;
  listen: Database['listen'];
  /** Called when the connections have ended. */
  close?(): Promise<void>;
}

/** A `Database` over connections of either driver. */
export function createDatabase({ kind, connections, listen, close }: Driver): Database {
  let statements = 0;
  const pool: PostgresPool = {
    async connect() {
      const connection = await connections.connect();
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
  };
  const queries = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });

  let ended: Promise<void> | undefined;
  async function end(): Promise<void> {
    await queries.destroy();
    await connections.end();
    await close?.();
  }

  return {
    queries,
    kind,
    statements: () => statements,
    transaction: (work) => queries.transaction().execute(work),
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
