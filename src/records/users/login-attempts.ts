import type { Clock } from '#base';
import type { Database, Queries } from '#platform/database';
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { LockedOut } from './user-errors.ts';

/**
 * How often a password may be tried: some tries are free, then each failure doubles the wait.
 * Counted for the account and for the address, so that neither many passwords for one person nor
 * one password for many people can be tried.
 */
const LIMITS = { account: { free: 5 }, address: { free: 20 } } as const;
const FIRST_WAIT = 5;
/** Nobody can be kept out of an account for longer than this by somebody else's tries. */
const LONGEST_WAIT = 15 * 60;
/** Without a try for so long, what was counted is forgotten. */
export const FORGET_ATTEMPTS = 24 * 60 * 60 * 1000;

export interface LoginAttempts {
  /** Counts a try for both keys before the password is looked at; throws `LockedOut`. */
  begin(account: string, address: string): Promise<void>;
  /** The password was right: the account starts anew, the address gets its try back. */
  succeed(account: string, address: string): Promise<void>;
}

export function createLoginAttempts(deps: { database: Database; clock: Clock }): LoginAttempts {
  const { queries } = deps.database;
  return {
    async begin(account, address) {
      // The address first: one that is locked out adds nothing to the counts of accounts.
      await claim(queries, keyOfAddress(address), LIMITS.address.free, deps.clock.now());
      await claim(queries, keyOfAccount(account), LIMITS.account.free, deps.clock.now());
    },
    async succeed(account, address) {
      await queries.deleteFrom('login_attempt').where('key', '=', keyOfAccount(account)).execute();
      await queries
        .updateTable('login_attempt')
        .set((eb) => ({ failures: eb('failures', '-', 1) }))
        .where('key', '=', keyOfAddress(address))
        .where('failures', '>', 0)
        .execute();
    },
  };
}

/**
 * Counts the try in the statement that checks the wait: a hundred tries sent at once queue up at
 * the row, and each sees the count of the one before. Counting failures afterwards would let all
 * hundred through.
 */
async function claim(queries: Queries, key: string, free: number, now: Date): Promise<void> {
  const forgotten = new Date(now.getTime() - FORGET_ATTEMPTS);
  const wait = sql`case when login_attempt.failures < ${free}::int then interval '0'
    else least(${LONGEST_WAIT}::int, ${FIRST_WAIT}::int * power(2, least(login_attempt.failures - ${free}::int, 20)))
      * interval '1 second' end`;
  const { rows } = await sql<{ claimed: boolean; until: Date | null }>`
    with claimed as (
      insert into login_attempt (key, failures, last) values (${key}, 1, ${now}::timestamptz)
      on conflict (key) do update set
        failures = case when login_attempt.last <= ${forgotten}::timestamptz then 1
          else login_attempt.failures + 1 end,
        last = excluded.last
      where login_attempt.last + ${wait} <= ${now}::timestamptz
      returning key)
    select exists (select from claimed) as claimed,
      (select last + ${wait} from login_attempt where key = ${key}) as until`.execute(queries);
  const row = rows[0];
  if (row?.claimed) return;
  const left = ((row?.until ?? now).getTime() - now.getTime()) / 1000;
  throw new LockedOut(Math.max(1, Math.ceil(left)));
}

/** A hash: people type passwords where the name belongs. */
function keyOfAccount(account: string): string {
  return `account:${createHash('sha256').update(account.toLowerCase()).digest('base64url')}`;
}

function keyOfAddress(address: string): string {
  return `address:${network(address)}`;
}

/** An IPv4 address, or the /64 of an IPv6 address: one customer has as many addresses as that. */
export function network(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  if (!address.includes(':')) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const groups = head.split(':').filter(Boolean);
  if (tail !== undefined) {
    const after = tail.split(':').filter(Boolean);
    while (groups.length + after.length < 8) groups.push('0');
    groups.push(...after);
  }
  const prefix = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${prefix.join(':')}::/64`;
}
