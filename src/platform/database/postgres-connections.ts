import { Misconfigured } from '#base';
import { Client, Pool } from 'pg';
import type { ClientConfig } from 'pg';
import type { Connection, Connections } from './connections.ts';
import { createPreparedStatements } from './prepared-statements.ts';
import { asUnavailable } from './postgres-errors.ts';
import { valueTypes } from './value-types.ts';

/** How to reach a server, and how to call it in messages (never with the password). */
export interface PostgresAddress {
  readonly config: ClientConfig;
  readonly place: string;
}

/** Reads `DATABASE_URL`. */
export function parseAddress(url: string): PostgresAddress {
  const config: ClientConfig = {
    connectionString: url,
    types: valueTypes,
    application_name: 'trovato',
    keepAlive: true,
    // A request that cannot have a connection is answered with 503, not left hanging.
    connectionTimeoutMillis: 3000,
  };
  try {
    if (!/^postgres(?:ql)?:\/\//.test(url)) throw new Error('no postgres:// in front');
    const { host, port } = new Client(config);
    return { config, place: `${host}:${port}` };
  } catch (error) {
    throw new Misconfigured(
      'settings.invalid',
      'DATABASE_URL is not the address of a PostgreSQL database; write postgres://user:password@host:5432/name.',
      { cause: error },
    );
  }
}

/**
 * A pool of connections that comes back by itself after the server was away. `first` is said on
 * each when it is opened.
 */
export function createPostgresConnections(
  { config, place }: PostgresAddress,
  first?: string,
): Connections {
  const pool = new Pool(config);
  const prepared = createPreparedStatements();
  // A connection that breaks while nobody asks it anything is dropped by the pool, and the next
  // query opens another; without listeners it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    client.on('error', () => {});
    // A connection that cannot be told this cannot be asked anything else either.
    if (first !== undefined) client.query(first).catch(() => {});
  });

  async function connect(): Promise<Connection> {
    try {
      const client = await pool.connect();
      return {
        async query(sql, parameters) {
          try {
            const { command, rowCount, rows } = await client.query<Record<string, unknown>>({
              ...prepared.statement(sql),
              values: [...parameters],
            });
            return { command, rowCount: rowCount ?? 0, rows };
          } catch (error) {
            prepared.noteError(error);
            throw asUnavailable(error, place);
          }
        },
        release: (broken = false) => client.release(broken),
      };
    } catch (error) {
      throw asUnavailable(error, place);
    }
  }
  return { connect, end: () => pool.end() };
}
