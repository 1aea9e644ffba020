import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ANONYMOUS, newId, type UserId } from '#base';
import { openUsers, problems, system } from '../../../test/support/users.ts';

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
  await assert.rejects(name('\u200b\u115f'), problems('/name required'));
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

test('nobody gets a name that is the address of one who comes at the same time', async () => {
  await using room = await openUsers();
  const { users } = room;
  const outcomes = (results: readonly PromiseSettledResult<unknown>[]) =>
    results.map(({ status }) => status).toSorted();
  for (let i = 0; i < 5; i++) {
    const text = `z${i}@example.org`;
    const made = await Promise.allSettled([
      users.createUser(system, { name: text }),
      users.createUser(system, { name: `Other ${i}`, mail: text }),
    ]);
    assert.deepEqual(outcomes(made), ['fulfilled', 'rejected']);
    const [one, two] = await Promise.all([
      users.createUser(system, { name: `One ${i}` }),
      users.createUser(system, { name: `Two ${i}` }),
    ]);
    const changed = await Promise.allSettled([
      users.updateUser(system, one.id, { name: `new-${text}` }),
      users.updateUser(system, two.id, { mail: `new-${text}` }),
    ]);
    assert.deepEqual(outcomes(changed), ['fulfilled', 'rejected']);
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

test('a profile is found by an id, and nothing by an unknown one', async () => {
  await using room = await openUsers();
  assert.equal((await room.users.findProfile(room.ada.id))?.name, 'Ada');
  assert.equal(await room.users.findProfile(newId<'user'>() satisfies UserId), undefined);
});
