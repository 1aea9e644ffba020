import type { Clock } from '#base';
import type { Actor } from '#grammar/access';
import type { Database } from '#platform/database';
import type { Later } from './later.ts';
import { actorOf } from './rights.ts';
import { hashSecret } from './secret.ts';
import { SEEN_EVERY } from './session.ts';
import { findToken, writeLastUsed } from './token-store.ts';

/** Every token begins with this, so that people and secret scanners know one when they see it. */
export const TOKEN_PREFIX = 'trv_';

/** Who an API token stands for: its user's rights, as far as its scopes go. One statement. */
export function createAuthenticateToken(deps: {
  database: Database;
  clock: Clock;
  later: Later;
}): (bearer: string) => Promise<Actor | undefined> {
  const { queries } = deps.database;
  return async (bearer) => {
    if (!bearer.startsWith(TOKEN_PREFIX)) return undefined;
    const now = deps.clock.now();
    const row = await findToken(queries, hashSecret(bearer), now);
    if (!row) return undefined;
    const minuteAgo = new Date(now.getTime() - SEEN_EVERY);
    if (row.last_used === null || row.last_used <= minuteAgo) {
      deps.later.run('write when a token was used', () =>
        writeLastUsed(queries, row.id, now, minuteAgo),
      );
    }
    return actorOf(row, row.scopes);
  };
}
