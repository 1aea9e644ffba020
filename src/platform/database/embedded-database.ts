import { escapeIdentifier } from 'pg';
import type { Database } from './database.ts';
import { createEmbeddedConnections } from './embedded-connections.ts';
import type { EmbeddedSession } from './embedded-session.ts';
import { createDatabase } from './kysely-database.ts';
import { createListeners } from './listeners.ts';

const PATIENCE = 10_000;

/** A `Database` over the embedded PostgreSQL. `release` is called after it was closed. */
export function createEmbeddedDatabase(
  session: EmbeddedSession,
  { patience = PATIENCE, release }: { patience?: number; release?: () => Promise<void> } = {},
): Database {
  const listeners = createListeners();
  const connections = createEmbeddedConnections(session, { notified: listeners.tell, patience });

  async function run(statement: string): Promise<void> {
    const connection = await connections.connect();
    try {
      await connection.query(statement, []);
    } finally {
      connection.release();
    }
  }
  return createDatabase({
    kind: 'embedded',
    connections,
    async listen(channel, listener) {
      if (listeners.add(channel, listener).first) {
        await run(`listen ${escapeIdentifier(channel)}`);
      }
      return async () => {
        if (listeners.remove(channel, listener).last) {
          await run(`unlisten ${escapeIdentifier(channel)}`);
        }
      };
    },
    ...(release ? { close: release } : {}),
  });
}
