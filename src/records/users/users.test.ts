import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ANONYMOUS, newId, type UserId } from '#base';
import { systemContext } from '#grammar/access';
import type { Logger } from '#platform/telemetry';
import { client, openUsers, system } from '../../../test/support/users.ts';
import { AUTHENTICATED_ROLE } from './roles.ts';

/** The pointers and codes of what was wrong. */
function problems(...expected: readonly string[]) {
  return (error: unknown) => {
    const found =
      error instanceof Object && 'problems' in error && Array.isArray(error.problems)
        ? error.problems.map((problem) => `${problem.pointer} ${problem.code}`)
        : [];
    assert.deepEqual(found, expected);
    return true;
  };
}

test('a user is made, found by name and mail, changed and deleted', async () => {
  await using room = await openUsers();
  const { users } = room;
  const bob = await users.createUser(system, { name: '  Bob   Ross ', mail: ' bob@example.org ' });
  assert.equal(bob.name, 'Bob Ross');
  assert.equal(bob.mail, 'bob@example.org');
  assert.equal(bob.hasPassword, false);
  for (const name of ['bob ross', 'BOB@example.org']) {
    assert.equal((await users.findUserNamed(system, name))?.id, bob.id);
  }
  const { user } = await users.updateUser(system, bob.id, { name: 'Rob', mail: '' });
  assert.equal(user.name, 'Rob');
  assert.equal(user.mail, null);
  await users.deleteUser(system, bob.id);
  await assert.rejects(users.getUser(system, bob.id), { code: 'user.not_found' });
});

test('every problem is said at once, and nothing is kept', async () => {
  await using room = await openUsers();
  const { users } = room;
  await assert.rejects(
    users.createUser(system, {
      name: ' ',
      mail: 'nowhere',
      password: 'short',
      roles: [newId()],
    }),
    problems('/name required', '/mail invalid_mail', '/password too_short', '/roles unknown_role'),
  );
  await assert.rejects(
    users.updateUser(system, room.ada.id, { name: 'Grace', mail: 'nowhere' }),
    problems('/mail invalid_mail'),
  );
  assert.equal((await users.getUser(system, room.ada.id)).name, 'Ada');
});

test('names and mail addresses are checked', async () => {
  await using room = await openUsers();
  const { users } = room;
  const name = (text: string) => users.createUser(system, { name: text });
  await assert.rejects(name('a\0b'), problems('/name control_character'));
  await assert.rejects(name('a\nb'), problems('/name control_character'));
  await assert.rejects(name('a\u202Eb'), problems('/name control_character'));
  await assert.rejects(name('a\uD800'), problems('/name control_character'));
  await assert.rejects(name('x'.repeat(61)), problems('/name too_long'));
  assert.equal((await name('𝕏'.repeat(60))).name.length, 120);
  const mail = (text: string) => users.createUser(system, { name: 'Bob', mail: text });
  for (const text of ['a@', '@b', 'a b@c.de', 'a@b@c.de', 'a@-b.de', `${'x'.repeat(250)}@b.de`]) {
    await assert.rejects(mail(text), problems('/mail invalid_mail'));
  }
});

test('no two users go by the same name or address, in any case, also when they come at once', async () => {
  await using room = await openUsers();
  const { users } = room;
  await assert.rejects(users.createUser(system, { name: 'ADA' }), problems('/name taken'));
  await assert.rejects(users.createUser(system, { name: 'anonymous' }), problems('/name taken'));
  await assert.rejects(
    users.createUser(system, { name: 'Bob', mail: 'ADA@example.org' }),
    problems('/mail taken'),
  );
  // One signs in by either, so the one's name must not be the other's address.
  await assert.rejects(
    users.createUser(system, { name: 'ada@example.org' }),
    problems('/name taken'),
  );
  const results = await Promise.allSettled(
    Array.from({ length: 5 }, () => users.createUser(system, { name: 'Bob' })),
  );
  assert.equal(results.filter((result) => result.status === 'fulfilled').length, 1);
  for (const result of results) {
    if (result.status === 'rejected') problems('/name taken')(result.reason);
  }
});

test('passwords are long enough and not the name', async () => {
  await using room = await openUsers();
  const { users } = room;
  const make = (password: string) => users.createUser(system, { name: 'Bobby Tables', password });
  await assert.rejects(make('123456789'), problems('/password too_short'));
  await assert.rejects(make('bobby tables'), problems('/password is_name'));
  await assert.rejects(make('x'.repeat(501)), problems('/password too_long'));
  await make('1234567890');
});

test('a password is the same however its letters were composed', async () => {
  await using room = await openUsers();
  await room.users.createUser(system, { name: 'Zoë', password: 'crème brûlée'.normalize('NFC') });
  await room.enter('Zoë', 'crème brûlée'.normalize('NFD'));
});

test('the last active administrator stays one', async () => {
  await using room = await openUsers();
  const { users, ada } = room;
  const last = { code: 'user.last_administrator' };
  await users.createUser(system, { name: 'Bob', isAdmin: true, active: false });
  await assert.rejects(users.updateUser(system, ada.id, { active: false }), last);
  await assert.rejects(users.updateUser(system, ada.id, { isAdmin: false }), last);
  await assert.rejects(users.deleteUser(system, ada.id), last);
  const eve = await users.createUser(system, { name: 'Eve', isAdmin: true });
  await users.updateUser(system, ada.id, { isAdmin: false });
  await assert.rejects(users.deleteUser(system, eve.id), last);
});

test('of two administrators who demote each other at once, one stays', async () => {
  await using room = await openUsers();
  const { users, ada } = room;
  const bob = await users.createUser(system, { name: 'Bob', isAdmin: true });
  const eve = await users.createUser(system, { name: 'Eve', isAdmin: true });
  const results = await Promise.allSettled([
    users.updateUser(system, ada.id, { isAdmin: false }),
    users.updateUser(system, bob.id, { active: false }),
    users.deleteUser(system, eve.id),
  ]);
  assert.equal(results.filter((result) => result.status === 'rejected').length, 1);
});

test('only administrators make administrators or touch them', async () => {
  await using room = await openUsers();
  const { users, ada } = room;
  const role = await users.createRole(system, { name: 'staff', label: 'Staff' });
  await users.savePermissions(
    system,
    new Map([[role, { grant: ['administer users', 'administer roles'] }]]),
  );
  const bob = await users.createUser(system, {
    name: 'Bob',
    password: room.password,
    roles: [role],
  });
  const { ctx } = await room.enter('Bob');
  const refused = { code: 'user.not_allowed' };
  await assert.rejects(users.createUser(ctx, { name: 'Eve', isAdmin: true }), refused);
  await assert.rejects(users.updateUser(ctx, bob.id, { isAdmin: true }), refused);
  for (const input of [{ name: 'Grace' }, { password: 'chosen by Bob' }, { active: false }]) {
    await assert.rejects(users.updateUser(ctx, ada.id, input), refused);
  }
  await assert.rejects(users.updateUser(ctx, ada.id, { roles: [role] }), refused);
  await assert.rejects(users.loginLinks.create(ctx, ada.id), refused);
  await assert.rejects(users.deleteUser(ctx, ada.id), refused);
  await assert.rejects(users.sessions.list(ctx, ada.id, undefined), refused);
  // Everybody else is theirs to administer.
  const eve = await users.createUser(ctx, { name: 'Eve', roles: [role] });
  await users.updateUser(ctx, eve.id, { active: false, name: 'Grace' });
});

test('who administers users but not roles gives none', async () => {
  await using room = await openUsers();
  const { users } = room;
  const role = await users.createRole(system, { name: 'staff', label: 'Staff' });
  const powerful = await users.createRole(system, { name: 'chief', label: 'Chief' });
  await users.savePermissions(system, new Map([[role, { grant: ['administer users'] }]]));
  const bob = await users.createUser(system, {
    name: 'Bob',
    password: room.password,
    roles: [role],
  });
  const { ctx } = await room.enter('Bob');
  const refused = { code: 'user.not_allowed' };
  await assert.rejects(users.updateUser(ctx, bob.id, { roles: [role, powerful] }), refused);
  await assert.rejects(users.createUser(ctx, { name: 'Eve', roles: [powerful] }), refused);
  // A form that sends the roles as they are changes nothing.
  await users.updateUser(ctx, bob.id, { roles: [role], name: 'Rob' });
});

test('one changes one’s own name and mail, and nobody else’s', async () => {
  await using room = await openUsers();
  const { users, ada } = room;
  const bob = await users.createUser(system, { name: 'Bob', password: room.password });
  const { ctx } = await room.enter('Bob');
  await users.updateUser(ctx, bob.id, { name: 'Rob', mail: 'rob@example.org' });
  const refused = { code: 'user.not_allowed' };
  await assert.rejects(users.updateUser(ctx, bob.id, { active: false }), refused);
  await assert.rejects(users.updateUser(ctx, bob.id, { isAdmin: true }), refused);
  await assert.rejects(users.updateUser(ctx, ada.id, { name: 'Eve' }), refused);
  await assert.rejects(users.getUser(ctx, ada.id), { code: 'user.not_found' });
  await assert.rejects(users.listUsers(ctx, { limit: 10 }), refused);
  await assert.rejects(users.findUserNamed(ctx, 'Ada'), refused);
});

test('an administrator who changes their own rights gets a new token', async () => {
  await using room = await openUsers();
  await room.users.createUser(system, { name: 'Eve', isAdmin: true });
  const { ctx, token } = await room.enter('Ada');
  const { session } = await room.users.updateUser(
    ctx,
    room.ada.id,
    { isAdmin: false },
    { sessionToken: token },
  );
  assert.ok(session);
  assert.equal(await room.users.authenticateSession(token), undefined);
  assert.equal((await room.users.authenticateSession(session))?.actor.isAdmin, false);
});

test('users are listed by name, in pages, by search, status and role', async () => {
  await using room = await openUsers();
  const { users } = room;
  const role = await users.createRole(system, { name: 'staff', label: 'Staff' });
  for (let i = 0; i < 12; i++) {
    await users.createUser(system, {
      name: `user ${String(i).padStart(2, '0')}`,
      mail: `u${i}@100%.example`.replace('%', ''),
      active: i % 2 === 0,
      roles: i % 3 === 0 ? [role] : [],
    });
  }
  const names = async (query: object) => {
    const page = await users.listUsers(system, { limit: 5, ...query });
    return [page.total, ...page.users.map((user) => user.name)];
  };
  assert.deepEqual(await names({ limit: 2 }), [13, 'Ada', 'user 00']);
  assert.deepEqual(await names({ limit: 2, offset: 12 }), [13, 'user 11']);
  assert.deepEqual(await names({ search: 'R 1' }), [2, 'user 10', 'user 11']);
  assert.deepEqual(await names({ search: 'ada@' }), [1, 'Ada']);
  assert.deepEqual(await names({ search: '%' }), [0]);
  assert.deepEqual(await names({ search: '_' }), [0]);
  assert.equal((await names({ active: false }))[0], 6);
  assert.deepEqual(await names({ role, active: true }), [2, 'user 00', 'user 06']);
});

test('the anonymous user is no account', async () => {
  await using room = await openUsers();
  const { users } = room;
  const missing = { code: 'user.not_found' };
  await assert.rejects(users.getUser(system, ANONYMOUS), missing);
  await assert.rejects(
    users.updateUser(system, ANONYMOUS, { password: 'a long password' }),
    missing,
  );
  await assert.rejects(users.deleteUser(system, ANONYMOUS), missing);
  await assert.rejects(users.loginLinks.create(system, ANONYMOUS), missing);
  assert.equal(await users.findProfile(ANONYMOUS), undefined);
});

test('who wrote content is blocked, not deleted', async () => {
  await using room = await openUsers();
  const bob = await room.users.createUser(system, { name: 'Bob' });
  await room.database.queries
    .insertInto('file_managed')
    .values({
      id: newId(),
      owner_id: bob.id,
      name: 'a.txt',
      storage_key: 'a',
      mime: 'text/plain',
      size: 1,
      width: null,
      height: null,
      created: room.clock.now(),
    })
    .execute();
  await assert.rejects(room.users.deleteUser(system, bob.id), { code: 'user.has_content' });
  await room.users.updateUser(system, bob.id, { active: false });
  assert.equal(await room.users.findProfile(bob.id), undefined);
});

test('roles are added, renamed, given and deleted', async () => {
  await using room = await openUsers();
  const { users } = room;
  const role = await users.createRole(system, { name: 'editor', label: ' Editor ' });
  await assert.rejects(
    users.createRole(system, { name: 'editor', label: 'Again' }),
    problems('/name taken'),
  );
  await assert.rejects(
    users.createRole(system, { name: 'Chief Editor', label: '' }),
    problems('/name invalid_name', '/label required'),
  );
  await users.renameRole(system, role, 'Chief editor');
  assert.deepEqual(
    (await users.listRoles()).map(({ name, label }) => [name, label]),
    [
      ['anonymous', 'Anonymous visitor'],
      ['authenticated', 'Signed-in user'],
      ['editor', 'Chief editor'],
    ],
  );
  const bob = await users.createUser(system, { name: 'Bob', roles: [role] });
  await users.deleteRole(system, role);
  assert.deepEqual((await users.getUser(system, bob.id)).roles, []);
  await assert.rejects(users.deleteRole(system, role), { code: 'role.not_found' });
  await assert.rejects(users.deleteRole(system, AUTHENTICATED_ROLE), { code: 'role.built_in' });
  await assert.rejects(
    users.createUser(system, { name: 'Eve', roles: [AUTHENTICATED_ROLE] }),
    problems('/roles unknown_role'),
  );
});

test('permissions of several roles are saved together or not at all', async () => {
  await using room = await openUsers();
  const { users } = room;
  const role = await users.createRole(system, { name: 'editor', label: 'Editor' });
  const grant = ['administer users'];
  await assert.rejects(
    users.savePermissions(
      system,
      new Map([
        [role, { grant }],
        [AUTHENTICATED_ROLE, { grant: ['fly'] }],
      ]),
    ),
    problems(`/${AUTHENTICATED_ROLE} unknown_permission`),
  );
  await assert.rejects(
    users.savePermissions(
      system,
      new Map([
        [role, { grant }],
        [newId<'role'>(), { grant }],
      ]),
    ),
    { code: 'role.not_found' },
  );
  const permissions = async () =>
    [...((await users.listRoles()).find(({ id }) => id === role)?.permissions ?? [])].sort();
  assert.deepEqual(await permissions(), []);
  await users.savePermissions(
    system,
    new Map([[role, { grant: ['administer users', 'access content'] }]]),
  );
  await users.savePermissions(
    system,
    new Map([[role, { grant: ['administer roles', 'access content'], revoke: grant }]]),
  );
  assert.deepEqual(await permissions(), ['access content', 'administer roles']);
});

test('no secret is in anything that is answered or logged', async () => {
  await using room = await openUsers();
  const { users, ada, password } = room;
  const lines: unknown[] = [];
  const write = (fields: object, message: string) => void lines.push(fields, message);
  const log: Logger = { debug: write, info: write, warn: write, error: write, child: () => log };
  const asked = systemContext({ log });
  const { token } = await users.signIn(asked, { nameOrMail: 'Ada', password, client });
  const who = await users.authenticateSession(token);
  assert.ok(who);
  const ctx = systemContext({ log, actor: who.actor });
  const api = await users.tokens.create(ctx, ada.id, { name: 'Script', scopes: ['read'] });
  const link = await users.loginLinks.create(ctx, ada.id);
  const secrets = [password, token, api.token, link.split('/').at(-1) ?? '', 'argon2', '_hash'];
  await assert.rejects(
    users.signIn(asked, { nameOrMail: 'Ada', password: `${password}!`, client }),
    (error) => {
      lines.push(error);
      return true;
    },
  );
  const answers = [
    who,
    await users.authenticateToken(api.token),
    await users.getUser(ctx, ada.id),
    await users.findUserNamed(ctx, 'Ada'),
    await users.listUsers(ctx, { limit: 10 }),
    await users.findProfile(ada.id),
    await users.sessions.list(ctx, ada.id, undefined),
    await users.tokens.list(ctx, ada.id),
    await users.updateUser(ctx, ada.id, { mail: 'a@example.org' }, { sessionToken: token }),
    lines,
  ];
  const { inspect } = await import('node:util');
  const seen = inspect(answers, { depth: 10, maxArrayLength: 1000, maxStringLength: 10_000 });
  for (const secret of secrets) assert.ok(!seen.includes(secret), secret);
  // A profile is for everybody: it has no mail address.
  assert.deepEqual(Object.keys((await users.findProfile(ada.id)) ?? {}), ['id', 'name', 'created']);
});

test('the tables hold no secret in the clear', async () => {
  await using room = await openUsers();
  const { token, ctx } = await room.enter('Ada');
  const api = await room.users.tokens.create(ctx, room.ada.id, { name: 'S', scopes: ['read'] });
  const link = await room.users.loginLinks.create(ctx, room.ada.id);
  const { queries } = room.database;
  const rows = JSON.stringify([
    await queries.selectFrom('sessions').selectAll().execute(),
    await queries.selectFrom('api_token').selectAll().execute(),
    await queries.selectFrom('login_link').selectAll().execute(),
    await queries.selectFrom('users').selectAll().execute(),
  ]);
  for (const secret of [token, api.token, link.split('/').at(-1) ?? '', room.password]) {
    assert.ok(!rows.includes(secret));
  }
});

test('a profile is found by an id, and nothing by an unknown one', async () => {
  await using room = await openUsers();
  assert.equal((await room.users.findProfile(room.ada.id))?.name, 'Ada');
  assert.equal(await room.users.findProfile(newId<'user'>() satisfies UserId), undefined);
});
