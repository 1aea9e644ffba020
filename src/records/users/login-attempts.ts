import type { Clock } from '#base';
import type { Database, Queries } from '#platform/database';
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { LockedOut } from './user-errors.ts';

/**
 * How often a password may be tried: some tries are free, then each failure doubles the wait.
 * Counted for the account and for the address, so that neither many passwords for one person nor
 * one password for many people can be tried; and for the name that was typed, because only what
 * is counted for that may be told: it is the same whether somebody has the name or nobody.
 */
const LIMITS = { account: { free: 5 }, address: { free: 20 } } as const;
const FIRST_WAIT = 5;
/** Nobody can be kept out of an account for longer than this by somebody else's tries. */
const LONGEST_WAIT = 15 * 60;
/** Without a try for so long, what was counted is forgotten. */
export const FORGET_ATTEMPTS = 24 * 60 * 60 * 1000;

export interface LoginAttempts {
  /** Counts a try from an address, before the password is looked at; throws `LockedOut`. */
  fromAddress(address: string): Promise<void>;
  /** Counts a try under a name or mail address, somebody's or not; throws `LockedOut`. */
  underName(typed: string): Promise<void>;
  /** Counts a try for an account, and answers how many seconds it has to wait still; 0: none. */
  forAccount(account: string): Promise<number>;
  /** The password was right: the account and the name start anew, the address gets its try back. */
  succeed(account: string, address: string, typed?: string): Promise<void>;
}

export function createLoginAttempts(deps: { database: Database; clock: Clock }): LoginAttempts {
  const { queries } = deps.database;
  const claimed = (key: string, free: number) => claim(queries, key, free, deps.clock.now());
  return {
    async fromAddress(address) {
      refuse(await claimed(keyOfAddress(address), LIMITS.address.free));
    },
    async underName(typed) {
      refuse(await claimed(keyOf('name', typed), LIMITS.account.free));
    },
    forAccount: (account) => claimed(keyOf('account', account), LIMITS.account.free),
    async succeed(account, address, typed) {
      const keys = [
        keyOf('account', account),
        ...(typed === undefined ? [] : [keyOf('name', typed)]),
      ];
      await queries.deleteFrom('login_attempt').where('key', 'in', keys).execute();
      await queries
        .updateTable('login_attempt')
        .set((eb) => ({ failures: eb('failures', '-', 1) }))
        .where('key', '=', keyOfAddress(address))
        .where('failures', '>', 0)
        .execute();
    },
  };
}

function refuse(seconds: number): void {
  if (seconds > 0) throw new LockedOut(seconds);
}

/**
 * Counts the try in the statement that checks the wait: a hundred tries sent at once queue up at
 * the row, and each sees the count of the one before. Counting failures afterwards would let all
 * hundred through. Answers the seconds that are left to wait.
 */
async function claim(queries: Queries, key: string, free: number, now: Date): Promise<number> {
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
  if (row?.claimed) return 0;
  const left = ((row?.until ?? now).getTime() - now.getTime()) / 1000;
  return Math.max(1, Math.ceil(left));
}

/** A hash: people type passwords where the name belongs. */
function keyOf(kind: 'account' | 'name', text: string): string {
  return `${kind}:${createHash('sha256').update(text.toLowerCase()).digest('base64url')}`;
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
