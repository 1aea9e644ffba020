import { once } from 'node:events';
import { TooLarge } from '#base';
import { Client, escapeIdentifier, Query } from 'pg';
import type { ClientConfig, Connection, QueryResult } from 'pg';
import type { Answer } from './connections.ts';
import type { PostgresAddress } from './postgres-connections.ts';
import { asUnavailable } from './postgres-errors.ts';
import { valueTypes } from './value-types.ts';

/** A statement that somebody else wrote, and what it may do at the most. */
export interface StatementOfOthers {
  /** Another user of the server than the program's. */
  readonly user: string;
  readonly password: string;
  /** Where its tables are found. */
  readonly schema: string;
  readonly sql: string;
  readonly parameters: readonly unknown[];
  readonly readOnly: boolean;
  /** Milliseconds. */
  readonly timeout: number;
  /** Of the answer, as it comes from the server. */
  readonly mostBytes: number;
}

/** See `Database.runAs`. */
export type RunAs = (statement: StatementOfOthers) => Promise<Answer>;

/**
 * Runs one SELECT, INSERT, UPDATE or DELETE on a connection that is made for it and signed in as
 * another user: whatever the statement sets, there is nothing else behind that connection. The
 * server itself says what kind of statement it is: `prepare` takes these and no other, and by the
 * extended protocol one at a time.
 */
export function createRunAs({ config, place }: PostgresAddress): RunAs {
  // The address alone, without whom the program signs in as.
  const { host, port, database, ssl } = new Client(config);
  return async ({ user, password, ...statement }) => {
    const client = new Client({
      ...(database === undefined ? {} : { database }),
      host,
      port,
      ssl,
      user,
      password,
      types: valueTypes,
      application_name: 'trovato-plugin',
      connectionTimeoutMillis: config.connectionTimeoutMillis ?? 0,
    } satisfies ClientConfig);
    // What ends the connection is told to who asks, too.
    client.on('error', () => {});
    try {
      await client.connect();
      return await run(client, statement);
    } catch (error) {
      throw asUnavailable(error, place);
    } finally {
      await client.end();
    }
  };
}

async function run(
  client: Client,
  {
    schema,
    sql,
    parameters,
    readOnly,
    timeout,
    mostBytes,
  }: Omit<StatementOfOthers, 'user' | 'password'>,
): Promise<Answer> {
  await client.query(
    `begin ${readOnly ? 'read only' : 'read write'};
     set local statement_timeout = ${timeout};
     set local search_path = ${escapeIdentifier(schema)}`,
  );
  // A statement with a name is sent by the extended protocol.
  await client.query({ name: 'check', text: `prepare checked as ${sql}` });
  const query = new Query({ name: 'asked', text: sql, values: [...parameters] });
  const full = cap(query, mostBytes);
  const ended = once(query, 'end');
  client.query(query);
  try {
    // The library says which event has what.
    const [{ command, rowCount, rows }] = (await ended) as [QueryResult<Record<string, unknown>>];
    await client.query('commit');
    return { command, rowCount: rowCount ?? 0, rows };
  } catch (error) {
    if (!full()) throw error;
    throw new TooLarge(
      'database.answer_too_large',
      `The answer is larger than ${Math.round(mostBytes / 2 ** 20)} MiB.`,
    );
  }
}

/** Ends the connection when more than `most` bytes come. Answers whether that was so. */
function cap(query: Query, most: number): () => boolean {
  const submit = query.submit;
  let bytes = 0;
  query.submit = (connection: Connection) => {
    connection.stream.on('data', (chunk: Uint8Array) => {
      bytes += chunk.length;
      if (bytes > most) connection.stream.destroy();
    });
    return submit.call(query, connection);
  };
  return () => bytes > most;
}
