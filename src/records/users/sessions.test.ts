import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '#base';
import { can, systemContext } from '#grammar/access';
import { client, DAY, openUsers, system } from '../../../test/support/users.ts';

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
  await room.users.sessions.signOut(one.token);
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

test('a token acts for its user, says its scopes, and expires', async () => {
  await using room = await openUsers();
  const { ctx } = await room.enter('Ada');
  const { token, id } = await room.users.tokens.create(ctx, room.ada.id, {
    name: 'Import',
    scopes: ['read'],
    expires: new Date(room.clock.now().getTime() + 2 * DAY * 1000),
  });
  assert.match(token, /^trv_[\w-]{43}$/);
  const before = room.database.statements();
  const actor = await room.users.authenticateToken(token);
  assert.equal(actor?.kind, 'token');
  assert.equal(actor.id, room.ada.id);
  assert.deepEqual([...(actor.scopes ?? [])], ['read']);
  await room.users.settle();
  // One to know who it is, one beside it for when it was used.
  assert.equal(room.database.statements() - before, 2);
  room.clock.pass(59);
  await room.users.authenticateToken(token);
  await room.users.settle();
  assert.equal(room.database.statements() - before, 3);
  const listed = (await room.users.tokens.list(ctx, room.ada.id))[0];
  assert.equal(listed?.id, id);
  assert.ok(listed.lastUsed);
  room.clock.pass(2 * DAY);
  assert.equal(await room.users.authenticateToken(token), undefined);
});

test('a revoked, mistyped or unknown token is nobody', async () => {
  await using room = await openUsers();
  const { ctx, token: session } = await room.enter('Ada');
  const { token, id } = await room.users.tokens.create(ctx, room.ada.id, {
    name: 'Import',
    scopes: ['read', 'write'],
  });
  await room.users.tokens.revoke(ctx, room.ada.id, id);
  for (const bearer of [token, session, '', 'trv_', `${token}x`]) {
    assert.equal(await room.users.authenticateToken(bearer), undefined);
  }
  await assert.rejects(room.users.tokens.revoke(ctx, room.ada.id, newId()), {
    code: 'token.not_found',
  });
});

test('a token cannot make tokens, links, users or passwords', async () => {
  await using room = await openUsers();
  const { ctx } = await room.enter('Ada');
  const { token } = await room.users.tokens.create(ctx, room.ada.id, {
    name: 'Import',
    scopes: ['read', 'write'],
  });
  const actor = await room.users.authenticateToken(token);
  assert.ok(actor);
  const stolen = systemContext({ actor });
  const refused = { code: 'user.not_allowed' };
  const { users, ada } = room;
  await assert.rejects(
    users.tokens.create(stolen, ada.id, { name: 'Another', scopes: ['read'] }),
    refused,
  );
  await assert.rejects(users.loginLinks.create(stolen, ada.id), refused);
  await assert.rejects(users.createUser(stolen, { name: 'Eve' }), refused);
  await assert.rejects(users.updateUser(stolen, ada.id, { password: 'another long one' }), refused);
  await assert.rejects(users.createRole(stolen, { name: 'eve', label: 'Eve' }), refused);
});

test('what visitors may do is the same on every kernel within a moment', async () => {
  await using room = await openUsers();
  const { createUsers } = await import('./create-users.ts');
  const { silentLog } = await import('#platform/telemetry');
  await using other = await createUsers({
    database: room.database,
    clock: room.clock,
    log: silentLog,
    permissions: room.permissions,
  });
  const { ANONYMOUS_ROLE } = await import('./roles.ts');
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
