import assert from 'node:assert/strict';
import type { Clock } from '#base';
import { createPermissionRegistry, systemContext } from '#grammar/access';
import { createTaps } from '#grammar/taps';
import { silentLog } from '#platform/telemetry';
import { openTestDatabase } from './database.ts';
import { createUsers } from '#records/users';

/** A clock that tests put forward. */
export class TestClock implements Clock {
  #now = new Date('2026-01-31T12:00:00Z').getTime();
  now(): Date {
    return new Date(this.#now);
  }
  pass(seconds: number): void {
    this.#now += seconds * 1000;
  }
}

export const DAY = 24 * 60 * 60;
export const client = { address: '192.0.2.1', agent: 'Test browser' };
export const system = systemContext();

/** The room on a database of its own, with Ada, an administrator. */
export async function openUsers() {
  const database = await openTestDatabase();
  const clock = new TestClock();
  const permissions = createPermissionRegistry();
  permissions.register(() => [{ name: 'access content', label: 'See content', group: 'Content' }]);
  const users = await createUsers({
    database,
    clock,
    log: silentLog,
    permissions,
    taps: createTaps(),
  });
  const password = 'correct horse battery';
  const ada = await users.createUser(system, {
    name: 'Ada',
    mail: 'ada@example.org',
    password,
    isAdmin: true,
  });
  /** Signs in and answers who that is, as a request would see it. */
  const enter = async (nameOrMail: string, secret = password) => {
    const { token } = await users.signIn(system, { nameOrMail, password: secret, client });
    const who = await users.authenticateSession(token);
    if (!who) throw new Error('nobody');
    return { token, ...who, ctx: systemContext({ actor: who.actor }) };
  };
  return {
    database,
    clock,
    users,
    permissions,
    ada,
    password,
    enter,
    async [Symbol.asyncDispose]() {
      await users[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** The pointers and codes of what was wrong. */
export function problems(...expected: readonly string[]) {
  return (error: unknown) => {
    const found =
      error instanceof Object && 'problems' in error && Array.isArray(error.problems)
        ? error.problems.map((problem) => `${problem.pointer} ${problem.code}`)
        : [];
    assert.deepEqual(found, expected);
    return true;
  };
}
