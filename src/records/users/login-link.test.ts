import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemContext } from '#grammar/access';
import { client, DAY, openUsers, system } from '../../../test/support/users.ts';

test('a sign-in link works once, and lets its user set a password', async () => {
  await using room = await openUsers();
  const bob = await room.users.createUser(system, { name: 'Bob' });
  const path = await room.users.loginLinks.create(system, bob.id);
  const link = path.replace('/user/login-link/', '');
  assert.match(link, /^[\w-]{43}$/);
  // Looking does not use it up.
  assert.equal((await room.users.loginLinks.find(link))?.name, 'Bob');
  const both = await Promise.allSettled([
    room.users.loginLinks.use(system, link, client, undefined),
    room.users.loginLinks.use(system, link, client, undefined),
  ]);
  const used = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  assert.equal(used.length, 1);
  const token = used[0]?.token ?? '';
  const who = await room.users.authenticateSession(token);
  assert.ok(who);
  assert.equal(who.actor.id, bob.id);
  const ctx = systemContext({ actor: who.actor });
  const { session } = await room.users.updateUser(
    ctx,
    bob.id,
    { password: 'chosen by Bob' },
    { sessionToken: token },
  );
  // Once: then the current one is asked for.
  await assert.rejects(
    room.users.updateUser(
      ctx,
      bob.id,
      { password: 'chosen by Eve' },
      session ? { sessionToken: session } : {},
    ),
    /current password/,
  );
  await room.enter('Bob', 'chosen by Bob');
});

test('a sign-in link is over after a day, the right to set a password after an hour', async () => {
  await using room = await openUsers();
  const bob = await room.users.createUser(system, { name: 'Bob' });
  const old = await room.users.loginLinks.create(system, bob.id);
  room.clock.pass(DAY);
  await assert.rejects(
    room.users.loginLinks.use(system, old.split('/').at(-1) ?? '', client, undefined),
    { code: 'user.login_link_used' },
  );
  const path = await room.users.loginLinks.create(system, bob.id);
  const { token } = await room.users.loginLinks.use(
    system,
    path.split('/').at(-1) ?? '',
    client,
    undefined,
  );
  const who = await room.users.authenticateSession(token);
  assert.ok(who);
  room.clock.pass(60 * 60);
  await assert.rejects(
    room.users.updateUser(
      systemContext({ actor: who.actor }),
      bob.id,
      { password: 'chosen by Bob' },
      { sessionToken: token },
    ),
    /current password/,
  );
});
