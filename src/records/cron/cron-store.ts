import type { Queries } from '#platform/database';
import { sql } from 'kysely';
import type { LastRun } from './cron-task.ts';

/** All SQL about tasks. */

/** What is kept of a task. */
export interface TaskRow {
  readonly name: string;
  readonly since: Date;
  readonly token: number;
  readonly last: LastRun | undefined;
}

/** How long a server has a task without saying so again, in seconds. */
export const LEASE = 30;

const lease = sql<Date>`now() + make_interval(secs => ${sql.lit(LEASE)})`;

/** Those among `names` that are new are known from now on; answers all of them. */
export async function readTasks(
  queries: Queries,
  names: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, TaskRow>> {
  const rows = await select(queries, names);
  const missing = names.filter((name) => !rows.has(name));
  if (missing.length === 0) return rows;
  await queries
    .insertInto('cron_task')
    .values(missing.map((name) => ({ name, since: now })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return select(queries, names);
}

async function select(
  queries: Queries,
  names: readonly string[],
): Promise<ReadonlyMap<string, TaskRow>> {
  const rows = await queries
    .selectFrom('cron_task')
    .selectAll()
    .select(sql<boolean>`coalesce(lease > now(), false)`.as('held'))
    .where((is) => is('name', '=', is.fn.any(is.val([...names]))))
    .execute();
  return new Map(
    rows.map(({ name, since, token, begun, outcome, said, duration, server, held }) => {
      const last: LastRun | undefined = begun
        ? {
            begun,
            outcome: outcome ?? (held ? 'under_way' : 'lost'),
            said,
            duration: duration ?? undefined,
            server,
          }
        : undefined;
      return [name, { name, since, token, last }];
    }),
  );
}

/**
 * Takes a task that is as `seen` said and that nobody is at. Answers its new token, or undefined:
 * another server was faster.
 */
export async function takeTask(
  queries: Queries,
  seen: Pick<TaskRow, 'name' | 'token'>,
  { server, now }: { readonly server: string; readonly now: Date },
): Promise<number | undefined> {
  const row = await queries
    .updateTable('cron_task')
    .set((is) => ({
      token: is('token', '+', 1),
      server,
      lease,
      begun: now,
      outcome: null,
      said: '',
      duration: null,
    }))
    .where('name', '=', seen.name)
    .where('token', '=', seen.token)
    .where((is) => is.or([is('lease', 'is', null), is('lease', '<=', sql<Date>`now()`)]))
    .returning('token')
    .executeTakeFirst();
  return row?.token;
}

/** The server is still at it. False: another took over. */
export async function keepTask(
  queries: Queries,
  { name, token }: Pick<TaskRow, 'name' | 'token'>,
): Promise<boolean> {
  const { numUpdatedRows } = await queries
    .updateTable('cron_task')
    .set({ lease })
    .where('name', '=', name)
    .where('token', '=', token)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** It has ended; nobody is at it any more. Nothing is written when another took over. */
export async function endTask(
  queries: Queries,
  { name, token }: Pick<TaskRow, 'name' | 'token'>,
  result: {
    readonly outcome: 'done' | 'failed';
    readonly said: string;
    readonly duration: number;
  },
): Promise<void> {
  await queries
    .updateTable('cron_task')
    .set({ ...result, lease: null })
    .where('name', '=', name)
    .where('token', '=', token)
    .execute();
}

/** What is known of no task that there is is forgotten, after a month. */
export async function forgetTasks(
  queries: Queries,
  names: readonly string[],
  now: Date,
): Promise<void> {
  const month = new Date(now.getTime() - 30 * 24 * 60 * 60 * 1000);
  await queries
    .deleteFrom('cron_task')
    .where((is) => is.not(is('name', '=', is.fn.any(is.val([...names])))))
    .where((is) => is(is.fn.coalesce('begun', 'since'), '<', month))
    .execute();
}
