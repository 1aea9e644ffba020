import { batched, type Clock } from '#base';
import type { Actor } from '#grammar/access';
import type { Database } from '#platform/database';
import type { Later } from './later.ts';
import { actorOf } from './rights.ts';
import { SEEN_EVERY } from './session.ts';
import { findTokens, writeLastUsed } from './token-store.ts';

/** Every token begins with this, so that people and secret scanners know one when they see it. */
export const TOKEN_PREFIX = 'trv_';

/** Who an API token stands for: its user's rights, as far as its scopes go. One statement at most. */
export function createAuthenticateToken(deps: {
  database: Database;
  clock: Clock;
  later: Later;
}): (bearer: string) => Promise<Actor | undefined> {
  const { queries } = deps.database;
  // A program asks many things at once with one token.
  const find = batched((bearers: readonly string[]) =>
    findTokens(queries, bearers, deps.clock.now()),
  );
  return async (bearer) => {
    if (!bearer.startsWith(TOKEN_PREFIX)) return undefined;
    const row = await find(bearer);
    const now = deps.clock.now();
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
