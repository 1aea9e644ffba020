import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DRAFT, LIVE } from '#base';
import { can, systemContext } from '#grammar/access';
import { createTaps } from '#grammar/taps';
import { silentLog } from '#platform/telemetry';
import { client, DAY, openUsers, system } from '../../../test/support/users.ts';
import { createUsers } from './create-users.ts';
import { ANONYMOUS_ROLE } from './roles.ts';

test('a request with a session costs one statement, an anonymous one none', async () => {
  await using room = await openUsers();
  const { token } = await room.enter('Ada');
  await room.users.settle();
  await room.users.anonymous();
  const before = room.database.statements();
  assert.equal((await room.users.authenticateSession(token))?.actor.name, 'Ada');
  assert.equal(room.database.statements() - before, 1);
  for (let i = 0; i < 10; i++) await room.users.anonymous();
  assert.equal(room.database.statements() - before, 1);
});

test('a session has the permissions of the user’s roles and of all who are signed in', async () => {
  await using room = await openUsers();
  const role = await room.users.createRole(system, { name: 'editor', label: 'Editor' });
  await room.users.savePermissions(system, new Map([[role, { grant: ['administer users'] }]]));
  await room.users.createUser(system, { name: 'Bob', password: room.password, roles: [role] });
  const { actor } = await room.enter('Bob');
  assert.deepEqual([...actor.permissions].sort(), ['access content', 'administer users']);
  assert.ok(actor.roles.includes(role));
  assert.equal(actor.isAdmin, false);
});

test('a change of rights counts from the next request on', async () => {
  await using room = await openUsers();
  const role = await room.users.createRole(system, { name: 'editor', label: 'Editor' });
  const bob = await room.users.createUser(system, { name: 'Bob', password: room.password });
  const { token } = await room.enter('Bob');
  const may = async () => {
    const who = await room.users.authenticateSession(token);
    return who !== undefined && can(who.actor, 'administer users');
  };
  assert.equal(await may(), false);
  await room.users.updateUser(system, bob.id, { roles: [role] });
  await room.users.savePermissions(system, new Map([[role, { grant: ['administer users'] }]]));
  assert.equal(await may(), true);
  await room.users.savePermissions(system, new Map([[role, { revoke: ['administer users'] }]]));
  assert.equal(await may(), false);
});

test('a session ends after 14 days without a request', async () => {
  await using room = await openUsers();
  const { token } = await room.enter('Ada');
  for (let i = 0; i < 3; i++) {
    room.clock.pass(13 * DAY);
    assert.ok(await room.users.authenticateSession(token));
    await room.users.settle();
  }
  room.clock.pass(14 * DAY);
  assert.equal(await room.users.authenticateSession(token), undefined);
});

test('a session ends after 90 days in any case', async () => {
  await using room = await openUsers();
  const { token } = await room.enter('Ada');
  for (let i = 0; i < 8; i++) {
    room.clock.pass(11 * DAY);
    assert.ok(await room.users.authenticateSession(token));
    await room.users.settle();
  }
  room.clock.pass(2 * DAY);
  assert.equal(await room.users.authenticateSession(token), undefined);
});

test('when a session was seen is written at most once a minute', async () => {
  await using room = await openUsers();
  const { token, ctx } = await room.enter('Ada');
  const seen = async () => {
    await room.users.authenticateSession(token);
    await room.users.settle();
    return (await room.users.sessions.list(ctx, room.ada.id, token))[0]?.seen.getTime();
  };
  const first = await seen();
  room.clock.pass(59);
  assert.equal(await seen(), first);
  room.clock.pass(1);
  assert.equal(await seen(), room.clock.now().getTime());
});

test('a blocked user has no session, no token and no link from that moment on', async () => {
  await using room = await openUsers();
  const bob = await room.users.createUser(system, { name: 'Bob', password: room.password });
  const session = await room.enter('Bob');
  const api = await room.users.tokens.create(session.ctx, bob.id, {
    name: 'Script',
    scopes: ['read'],
  });
  const link = await room.users.loginLinks.create(system, bob.id);
  await room.users.updateUser(system, bob.id, { active: false });
  assert.equal(await room.users.authenticateSession(session.token), undefined);
  assert.equal(await room.users.authenticateToken(api.token), undefined);
  assert.equal(await room.users.loginLinks.find(link.split('/').at(-1) ?? ''), undefined);
  // Unblocked, they sign in anew; the old session stays ended.
  await room.users.updateUser(system, bob.id, { active: true });
  assert.equal(await room.users.authenticateSession(session.token), undefined);
  assert.ok(await room.enter('Bob'));
});

test('signing in ends the session that the browser had', async () => {
  await using room = await openUsers();
  const first = await room.enter('Ada');
  const second = await room.users.signIn(system, {
    nameOrMail: 'Ada',
    password: room.password,
    client,
    replaces: first.token,
  });
  assert.notEqual(second.token, first.token);
  assert.equal(await room.users.authenticateSession(first.token), undefined);
});

test('signing out ends one session, revoking another one', async () => {
  await using room = await openUsers();
  const [one, two, three] = [
    await room.enter('Ada'),
    await room.enter('Ada'),
    await room.enter('Ada'),
  ];
  await room.users.sessions.signOut(one.ctx, one.token);
  assert.equal(await room.users.authenticateSession(one.token), undefined);
  const left = await room.users.sessions.list(two.ctx, room.ada.id, two.token);
  assert.equal(left.length, 2);
  for (const { id, current } of left) assert.equal(current, id === two.session.id);
  await room.users.sessions.revoke(two.ctx, room.ada.id, three.session.id);
  assert.equal(await room.users.authenticateSession(three.token), undefined);
  assert.ok(await room.users.authenticateSession(two.token));
});

test('nobody sees or ends the sessions of somebody else', async () => {
  await using room = await openUsers();
  await room.users.createUser(system, { name: 'Bob', password: room.password });
  const ada = await room.enter('Ada');
  const bob = await room.enter('Bob');
  await assert.rejects(room.users.sessions.list(bob.ctx, room.ada.id, bob.token), {
    code: 'user.not_allowed',
  });
  await assert.rejects(room.users.sessions.revoke(bob.ctx, room.ada.id, ada.session.id), {
    code: 'user.not_allowed',
  });
  await assert.rejects(room.users.sessions.revoke(bob.ctx, bob.actor.id, ada.session.id), {
    code: 'session.not_found',
  });
  assert.ok(await room.users.authenticateSession(ada.token));
});

test('a new password ends all other sessions and gives this one a new token', async () => {
  await using room = await openUsers();
  const here = await room.enter('Ada');
  const there = await room.enter('Ada');
  const { session } = await room.users.updateUser(
    here.ctx,
    room.ada.id,
    { password: 'another long one' },
    { currentPassword: room.password, sessionToken: here.token, client },
  );
  assert.ok(session);
  assert.equal(await room.users.authenticateSession(there.token), undefined);
  assert.equal(await room.users.authenticateSession(here.token), undefined);
  assert.equal((await room.users.authenticateSession(session))?.session.id, here.session.id);
  await room.enter('Ada', 'another long one');
});

test('a password is changed only by who knows the old one, and it cannot be tried for long', async () => {
  await using room = await openUsers();
  const { ctx, token } = await room.enter('Ada');
  const attempt = (currentPassword: string | undefined) =>
    room.users.updateUser(
      ctx,
      room.ada.id,
      { password: 'another long one' },
      { sessionToken: token, client, ...(currentPassword ? { currentPassword } : {}) },
    );
  await assert.rejects(attempt(undefined), { code: 'user.invalid' });
  for (let i = 0; i < 5; i++) {
    await assert.rejects(attempt('wrong password'), /not your current password/);
  }
  await assert.rejects(attempt(room.password), { code: 'user.locked_out' });
});

test('what visitors may do is the same on every kernel within a moment', async () => {
  await using room = await openUsers();
  await using other = await createUsers({
    database: room.database,
    clock: room.clock,
    log: silentLog,
    permissions: room.permissions,
    taps: createTaps(),
  });
  assert.ok((await other.anonymous()).permissions.has('access content'));
  assert.ok((await room.users.anonymous()).permissions.has('access content'));
  await room.users.savePermissions(
    system,
    new Map([[ANONYMOUS_ROLE, { revoke: ['access content'] }]]),
  );
  // At once where it was saved,
  assert.equal((await room.users.anonymous()).permissions.size, 0);
  // and elsewhere when the notification arrives.
  const until = Date.now() + 2000;
  while ((await other.anonymous()).permissions.size > 0 && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assert.equal((await other.anonymous()).permissions.size, 0);
});

test('a session is in the stage that its own user took it to; others begin and stay in live', async () => {
  await using room = await openUsers();
  const { token, actor } = await room.enter('Ada');
  const { token: other } = await room.enter('Ada');
  await room.users.createUser(system, { name: 'Bob', password: room.password });
  const bob = await room.enter('Bob');
  const stageOf = async (of: string) => (await room.users.authenticateSession(of))?.stage;
  await room.users.sessions.enter(systemContext({ actor }), token, DRAFT);
  await room.users.sessions.enter(systemContext({ actor: bob.actor }), other, DRAFT);
  assert.deepEqual([await stageOf(token), await stageOf(other)], [DRAFT, LIVE]);
});
