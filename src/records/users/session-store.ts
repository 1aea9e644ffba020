import type { SessionId, StageId, UserId } from '#base';
import type { Queries, Transaction } from '#platform/database';
import { sql } from 'kysely';
import { type RightsRow, rightsColumns } from './rights.ts';
import type { Client } from './user.ts';

/** All SQL about sessions and one-time links. */

/** Sessions that began or were seen before these moments are over. */
export interface Since {
  readonly created: Date;
  readonly seen: Date;
}

export interface SessionRow extends RightsRow {
  readonly id: SessionId;
  readonly stage_id: StageId;
  readonly seen: Date;
}

export function findSession(
  queries: Queries,
  tokenHash: Buffer,
  since: Since,
): Promise<SessionRow | undefined> {
  return queries
    .selectFrom('sessions as s')
    .innerJoin('users as u', 'u.id', 's.user_id')
    .select(['s.id', 's.stage_id', 's.seen', ...rightsColumns])
    .where('s.token_hash', '=', tokenHash)
    .where('s.seen', '>', since.seen)
    .where('s.created', '>', since.created)
    .where('u.status', '=', true)
    .executeTakeFirst();
}

export async function insertSession(
  queries: Queries,
  row: {
    id: SessionId;
    tokenHash: Buffer;
    userId: UserId;
    now: Date;
    client: Client;
    byLink: boolean;
  },
): Promise<void> {
  await queries
    .insertInto('sessions')
    .values({
      id: row.id,
      token_hash: row.tokenHash,
      user_id: row.userId,
      created: row.now,
      seen: row.now,
      agent: row.client.agent.slice(0, 300),
      address: row.client.address,
      by_link: row.byLink,
    })
    .execute();
}

/** `unlessSince`: another kernel wrote a newer time already. */
export async function writeSeen(
  queries: Queries,
  id: SessionId,
  now: Date,
  unlessSince: Date,
): Promise<void> {
  await queries
    .updateTable('sessions')
    .set({ seen: now })
    .where('id', '=', id)
    .where('seen', '<=', unlessSince)
    .execute();
}

/** The session of `user` that a token belongs to. */
export function findOwnSession(queries: Queries, user: UserId, tokenHash: Buffer, since: Since) {
  return queries
    .selectFrom('sessions')
    .select(['id', 'created', 'by_link as byLink'])
    .where('token_hash', '=', tokenHash)
    .where('user_id', '=', user)
    .where('seen', '>', since.seen)
    .where('created', '>', since.created)
    .executeTakeFirst();
}

/** The session is in that stage from then on. */
export async function writeStageOf(
  queries: Queries,
  user: UserId,
  tokenHash: Buffer,
  stage: StageId,
): Promise<void> {
  await queries
    .updateTable('sessions')
    .set({ stage_id: stage })
    .where('token_hash', '=', tokenHash)
    .where('user_id', '=', user)
    .execute();
}

/** Gives a session a new token; the old one is nothing from then on. */
export async function rotateSession(
  queries: Queries,
  id: SessionId,
  tokenHash: Buffer,
): Promise<void> {
  await queries
    .updateTable('sessions')
    .set({ token_hash: tokenHash, by_link: false })
    .where('id', '=', id)
    .execute();
}

/** `current` is the one that `tokenHash` belongs to. */
export function listSessions(queries: Queries, user: UserId, tokenHash: Buffer, since: Since) {
  return queries
    .selectFrom('sessions')
    .select(['id', 'created', 'seen', 'agent', 'address'])
    .select(sql<boolean>`token_hash = ${tokenHash}`.as('current'))
    .where('user_id', '=', user)
    .where('seen', '>', since.seen)
    .where('created', '>', since.created)
    .orderBy('seen', 'desc')
    .execute();
}

export async function removeSession(
  queries: Queries,
  session: { readonly tokenHash: Buffer } | { readonly id: SessionId; readonly userId: UserId },
): Promise<boolean> {
  const query = queries.deleteFrom('sessions');
  const result = await (
    'tokenHash' in session
      ? query.where('token_hash', '=', session.tokenHash)
      : query.where('id', '=', session.id).where('user_id', '=', session.userId)
  ).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Ends the sessions of `user` and its unused links, except for the session `keep`. */
export async function removeSessionsOf(
  queries: Queries,
  user: UserId,
  keep: SessionId | undefined,
): Promise<void> {
  let query = queries.deleteFrom('sessions').where('user_id', '=', user);
  if (keep) query = query.where('id', '!=', keep);
  await query.execute();
  await queries.deleteFrom('login_link').where('user_id', '=', user).execute();
}

export async function insertLoginLink(
  queries: Queries,
  row: { token_hash: Buffer; user_id: UserId; expires: Date },
): Promise<void> {
  await queries.insertInto('login_link').values(row).execute();
}

/** Who may sign in with a link, if it still works. */
export function findLoginLink(queries: Queries, tokenHash: Buffer, now: Date) {
  return queries
    .selectFrom('login_link as l')
    .innerJoin('users as u', 'u.id', 'l.user_id')
    .select(['u.id', 'u.name'])
    .where('l.token_hash', '=', tokenHash)
    .where('l.expires', '>', now)
    .where('u.status', '=', true)
    .executeTakeFirst();
}

/** Uses up a link: of two who try at once only one gets the user's id. */
export async function takeLoginLink(
  transaction: Transaction,
  tokenHash: Buffer,
  now: Date,
): Promise<UserId | undefined> {
  const row = await transaction
    .deleteFrom('login_link')
    .where('token_hash', '=', tokenHash)
    .where('expires', '>', now)
    .where('user_id', 'in', (eb) => eb.selectFrom('users').select('id').where('status', '=', true))
    .returning('user_id')
    .executeTakeFirst();
  return row?.user_id;
}

/** Sweeps out what is over: sessions, links, and counts of failed tries. */
export async function removeExpired(
  queries: Queries,
  over: { readonly sessions: Since; readonly links: Date; readonly attempts: Date },
): Promise<void> {
  await queries
    .deleteFrom('sessions')
    .where((eb) =>
      eb.or([eb('seen', '<=', over.sessions.seen), eb('created', '<=', over.sessions.created)]),
    )
    .execute();
  await queries.deleteFrom('login_link').where('expires', '<=', over.links).execute();
  await queries.deleteFrom('login_attempt').where('last', '<=', over.attempts).execute();
}
