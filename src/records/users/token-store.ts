import type { TokenId, UserId } from '#base';
import type { Queries } from '#platform/database';
import type { ApiToken } from './api-token.ts';
import { hashSecret } from './secret.ts';
import { rightsColumns } from './rights.ts';

/** All SQL about API tokens. */

/** The tokens among `bearers` that are good at `now`, with the rights of their users. */
export async function findTokens(queries: Queries, bearers: readonly string[], now: Date) {
  const byHash = new Map(bearers.map((bearer) => [hashSecret(bearer).toString('hex'), bearer]));
  const hashes = [...byHash.keys()].map((hash) => Buffer.from(hash, 'hex'));
  const rows = await queries
    .selectFrom('api_token as t')
    .innerJoin('users as u', 'u.id', 't.user_id')
    .select(['t.token_hash', 't.id', 't.scopes', 't.last_used', 't.expires', ...rightsColumns])
    .where((eb) => eb('t.token_hash', '=', eb.fn.any(eb.val(hashes))))
    .where((eb) => eb.or([eb('t.expires', 'is', null), eb('t.expires', '>', now)]))
    .where('u.status', '=', true)
    .execute();
  return new Map(rows.map((row) => [byHash.get(row.token_hash.toString('hex')) ?? '', row]));
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
