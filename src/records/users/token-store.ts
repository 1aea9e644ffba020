import type { TokenId, UserId } from '#base';
import type { Queries } from '#platform/database';
import type { ApiToken } from './api-token.ts';
import { rightsColumns } from './rights.ts';

/** All SQL about API tokens. */

export function findToken(queries: Queries, tokenHash: Buffer, now: Date) {
  return queries
    .selectFrom('api_token as t')
    .innerJoin('users as u', 'u.id', 't.user_id')
    .select(['t.id', 't.scopes', 't.last_used', ...rightsColumns])
    .where('t.token_hash', '=', tokenHash)
    .where((eb) => eb.or([eb('t.expires', 'is', null), eb('t.expires', '>', now)]))
    .where('u.status', '=', true)
    .executeTakeFirst();
}

export async function writeLastUsed(
  queries: Queries,
  id: TokenId,
  now: Date,
  unlessSince: Date,
): Promise<void> {
  await queries
    .updateTable('api_token')
    .set({ last_used: now })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('last_used', 'is', null), eb('last_used', '<=', unlessSince)]))
    .execute();
}

export function listTokens(queries: Queries, user: UserId): Promise<readonly ApiToken[]> {
  return queries
    .selectFrom('api_token')
    .select(['id', 'name', 'scopes', 'created', 'expires', 'last_used as lastUsed'])
    .where('user_id', '=', user)
    .orderBy('created', 'desc')
    .execute();
}

export async function insertToken(
  queries: Queries,
  row: {
    id: TokenId;
    token_hash: Buffer;
    user_id: UserId;
    name: string;
    scopes: string[];
    created: Date;
    expires: Date | null;
  },
): Promise<void> {
  await queries.insertInto('api_token').values(row).execute();
}

export async function removeToken(queries: Queries, user: UserId, id: TokenId): Promise<boolean> {
  const result = await queries
    .deleteFrom('api_token')
    .where('id', '=', id)
    .where('user_id', '=', user)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
