import { batched, type Clock } from '#base';
import type { Actor } from '#grammar/access';
import type { Database } from '#platform/database';
import { LRUCache } from 'lru-cache';
import { includedScopes } from './api-token.ts';
import type { Later } from './later.ts';
import { actorOf } from './rights.ts';
import { SEEN_EVERY } from './session.ts';
import { findTokens, writeLastUsed } from './token-store.ts';

/** Every token begins with this, so that people and secret scanners know one when they see it. */
export const TOKEN_PREFIX = 'trv_';

/** How long another kernel may not know that a token was revoked or its user's rights changed. */
const REMEMBERED = 1000;

export interface AuthenticateToken {
  /** Who an API token stands for: its user's rights, as far as its scopes go. */
  authenticate(bearer: string): Promise<Actor | undefined>;
  /** To be called when rights, users or tokens change here, so that this kernel knows at once. */
  forget(): void;
}

/**
 * A program asks many things at once with one token: what it stands for is looked up together for
 * requests that come together, and remembered for a second.
 */
export function createAuthenticateToken(deps: {
  database: Database;
  clock: Clock;
  later: Later;
}): AuthenticateToken {
  const { queries } = deps.database;
  type Found = NonNullable<Awaited<ReturnType<typeof find>>>;
  const find = batched((bearers: readonly string[]) =>
    findTokens(queries, bearers, deps.clock.now()),
  );
  const remembered = new LRUCache<string, { readonly row: Found; readonly at: number }>({
    max: 1000,
  });
  let round = 0;

  async function look(bearer: string, now: number): Promise<Found | undefined> {
    const known = remembered.get(bearer);
    if (known && now - known.at < REMEMBERED && now >= known.at && !isExpired(known.row, now))
      return known.row;
    const begun = round;
    const row = await find(bearer);
    // What was asked before something changed is not remembered after it.
    if (row && begun === round) remembered.set(bearer, { row, at: now });
    return row;
  }

  return {
    async authenticate(bearer) {
      if (!bearer.startsWith(TOKEN_PREFIX)) return undefined;
      const now = deps.clock.now();
      const row = await look(bearer, now.getTime());
      if (!row) return undefined;
      const minuteAgo = new Date(now.getTime() - SEEN_EVERY);
      if (row.last_used === null || row.last_used <= minuteAgo) {
        remembered.set(bearer, { row: { ...row, last_used: now }, at: now.getTime() });
        deps.later.run('write when a token was used', () =>
          writeLastUsed(queries, row.id, now, minuteAgo),
        );
      }
      return actorOf(row, includedScopes(row.scopes));
    },
    forget() {
      round += 1;
      remembered.clear();
    },
  };
}

function isExpired({ expires }: { readonly expires: Date | null }, now: number): boolean {
  return expires !== null && expires.getTime() <= now;
}
