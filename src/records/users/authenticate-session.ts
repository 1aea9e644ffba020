import type { Clock } from '#base';
import type { Database } from '#platform/database';
import type { Later } from './later.ts';
import { actorOf } from './rights.ts';
import { hashSecret } from './secret.ts';
import { type Authenticated, SEEN_EVERY, stillValid } from './session.ts';
import { findSession, writeSeen } from './session-store.ts';

/**
 * Who a session's token stands for: one statement. "Seen" is written beside the request, at most
 * once a minute.
 */
export function createAuthenticateSession(deps: {
  database: Database;
  clock: Clock;
  later: Later;
}): (token: string) => Promise<Authenticated | undefined> {
  const { queries } = deps.database;
  return async (token) => {
    const row = await findSession(queries, hashSecret(token), stillValid(deps.clock));
    if (!row) return undefined;
    const now = deps.clock.now();
    const minuteAgo = new Date(now.getTime() - SEEN_EVERY);
    if (row.seen <= minuteAgo) {
      deps.later.run('write when a session was seen', () =>
        writeSeen(queries, row.id, now, minuteAgo),
      );
    }
    return { actor: actorOf(row), stage: row.stage_id, session: { id: row.id } };
  };
}
