import type { FormStateId } from '#base';
import type { Queries } from '#platform/database';

/** All SQL about what forms keep between requests. */

/** A form that was sent: one rendering, whose it is, and the SHA-256 of what was sent. */
export interface SentRow {
  readonly id: FormStateId;
  readonly owner: Buffer;
  readonly digest: Buffer;
}

/**
 * Takes the doing of what was sent upon itself; false when the same was sent before. Whoever
 * began before `abandoned` and did not end has died.
 */
export async function claimSent(
  queries: Queries,
  row: SentRow,
  times: { readonly now: Date; readonly expires: Date; readonly abandoned: Date },
): Promise<boolean> {
  const { now: changed, expires, abandoned } = times;
  const claimed = await queries
    .insertInto('form_state_cache')
    .values({ ...row, content: null, changed, expires })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ digest: row.digest, content: null, changed, expires })
        .where('form_state_cache.owner', '=', row.owner)
        .where((eb) =>
          eb.or([
            eb('form_state_cache.digest', '<>', row.digest),
            eb('form_state_cache.expires', '<=', changed),
            eb.and([
              eb('form_state_cache.content', 'is', null),
              eb('form_state_cache.changed', '<=', abandoned),
            ]),
          ]),
        ),
    )
    .returning('id')
    .executeTakeFirst();
  return claimed !== undefined;
}

/** What came of it; `content` is null while it is being done. */
export function findSent(
  queries: Queries,
  { id, owner, digest }: SentRow,
  now: Date,
): Promise<{ content: Buffer | null } | undefined> {
  return queries
    .selectFrom('form_state_cache')
    .select('content')
    .where('id', '=', id)
    .where('owner', '=', owner)
    .where('digest', '=', digest)
    .where('expires', '>', now)
    .executeTakeFirst();
}

export async function finishSent(
  queries: Queries,
  { id, digest }: SentRow,
  content: Buffer,
  expires: Date,
): Promise<void> {
  await queries
    .updateTable('form_state_cache')
    .set({ content, expires })
    .where('id', '=', id)
    .where('digest', '=', digest)
    .execute();
}

/** Nothing came of it: whoever sends the same again begins anew. */
export async function releaseSent(queries: Queries, { id, digest }: SentRow): Promise<void> {
  await queries
    .deleteFrom('form_state_cache')
    .where('id', '=', id)
    .where('digest', '=', digest)
    .where('content', 'is', null)
    .execute();
}

export async function saveSteps(
  queries: Queries,
  row: { readonly id: FormStateId; readonly owner: Buffer; readonly content: Buffer },
  times: { readonly now: Date; readonly expires: Date },
): Promise<void> {
  const { now: changed, expires } = times;
  const { content, owner } = row;
  await queries
    .insertInto('form_state_cache')
    .values({ ...row, changed, expires })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ content, changed, expires })
        .where('form_state_cache.owner', '=', owner),
    )
    .execute();
}

export function findSteps(
  queries: Queries,
  id: FormStateId,
  owner: Buffer,
  now: Date,
): Promise<{ content: Buffer | null } | undefined> {
  return queries
    .selectFrom('form_state_cache')
    .select('content')
    .where('id', '=', id)
    .where('owner', '=', owner)
    .where('digest', 'is', null)
    .where('expires', '>', now)
    .executeTakeFirst();
}

/** Answers how many there were. */
export async function deleteExpiredStates(queries: Queries, now: Date): Promise<number> {
  const { numDeletedRows } = await queries
    .deleteFrom('form_state_cache')
    .where('expires', '<=', now)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
