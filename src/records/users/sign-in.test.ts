import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TrovatoError } from '#base';
import { client, DAY, openUsers, system } from '../../../test/support/users.ts';

const wrong = { code: 'user.wrong_credentials' };
const locked = { code: 'user.locked_out' };

test('one signs in by name or mail address, in any case', async () => {
  await using room = await openUsers();
  for (const nameOrMail of ['Ada', 'ADA', ' ada ', 'ada@example.org', 'Ada@Example.ORG']) {
    const { actor } = await room.enter(nameOrMail);
    assert.equal(actor.id, room.ada.id);
    assert.equal(actor.isAdmin, true);
  }
});

test('a wrong password, an unknown name and a name with a NUL get the same answer', async () => {
  await using room = await openUsers();
  for (const nameOrMail of ['Ada', 'Nobody', 'Ada\0', '', 'Anonymous']) {
    await assert.rejects(
      room.users.signIn(system, { nameOrMail, password: 'wrong password', client }),
      {
        ...wrong,
        message: 'This name and password do not belong together. Check both and try again.',
      },
    );
  }
});

test('a blocked user is told so only with the right password', async () => {
  await using room = await openUsers();
  await room.users.createUser(system, { name: 'Bob', password: room.password, active: false });
  await assert.rejects(
    room.users.signIn(system, { nameOrMail: 'Bob', password: 'wrong password', client }),
    wrong,
  );
  await assert.rejects(
    room.users.signIn(system, { nameOrMail: 'Bob', password: room.password, client }),
    { code: 'user.blocked' },
  );
});

test('after five wrong passwords even the right one has to wait, each time longer', async () => {
  await using room = await openUsers();
  const attempt = (password: string) =>
    room.users.signIn(system, { nameOrMail: 'Ada', password, client });
  for (let i = 0; i < 5; i++) await assert.rejects(attempt('wrong password'), wrong);
  await assert.rejects(attempt(room.password), { ...locked, message: /Wait 5 seconds/ });
  room.clock.pass(5);
  await assert.rejects(attempt('wrong password'), wrong);
  await assert.rejects(attempt(room.password), { ...locked, message: /Wait 10 seconds/ });
  room.clock.pass(10);
  await attempt(room.password);
  // The count starts anew.
  for (let i = 0; i < 5; i++) await assert.rejects(attempt('wrong password'), wrong);
});

test('a name that nobody has is locked like any other', async () => {
  await using room = await openUsers();
  const attempt = () =>
    room.users.signIn(system, { nameOrMail: 'Nobody', password: 'wrong password', client });
  for (let i = 0; i < 5; i++) await assert.rejects(attempt(), wrong);
  await assert.rejects(attempt(), { ...locked, message: /Wait 5 seconds/ });
});

test('name and mail address share one count', async () => {
  await using room = await openUsers();
  for (const nameOrMail of ['Ada', 'ada@example.org', 'ada', 'ADA', 'ADA@example.org']) {
    await assert.rejects(
      room.users.signIn(system, { nameOrMail, password: 'wrong password', client }),
      wrong,
    );
  }
  // The same answer as to a wrong password: it does not tell that the two are one account.
  await assert.rejects(
    room.users.signIn(system, { nameOrMail: 'Ada', password: room.password, client }),
    wrong,
  );
  room.clock.pass(5);
  await room.enter('Ada');
});

test('what is answered does not tell which names and mail addresses belong to an account', async () => {
  await using room = await openUsers();
  let address = 0;
  const answer = async (nameOrMail: string) => {
    address += 1;
    const from = { ...client, address: `192.0.2.${address}` };
    const answered = await room.users
      .signIn(system, { nameOrMail, password: 'wrong password', client: from })
      .catch((error: unknown) => error);
    assert.ok(answered instanceof TrovatoError);
    return `${answered.code} ${answered.message}`;
  };
  const answers = async (nameOrMail: string) => {
    const given: string[] = [];
    for (let i = 0; i < 8; i++) given.push(await answer(nameOrMail));
    return given;
  };
  const unknown = await answers('Nobody');
  assert.deepEqual(await answers('Ada'), unknown);
  assert.deepEqual(await answers('ada@example.org'), unknown);
  assert.deepEqual(await answers('other@example.org'), unknown);
});

test('who signs in begins anew under both names', async () => {
  await using room = await openUsers();
  const fail = (nameOrMail: string) =>
    assert.rejects(
      room.users.signIn(system, { nameOrMail, password: 'wrong password', client }),
      wrong,
    );
  for (let i = 0; i < 4; i++) await fail('Ada');
  await room.enter('Ada');
  for (let i = 0; i < 4; i++) await fail('ada@example.org');
  await room.enter('ada@example.org');
});

test('an address that tries many names has to wait, other addresses do not', async () => {
  await using room = await openUsers();
  const attempt = (nameOrMail: string, address: string) =>
    room.users.signIn(system, {
      nameOrMail,
      password: 'wrong password',
      client: { ...client, address },
    });
  for (let i = 0; i < 20; i++) {
    await assert.rejects(attempt(`name ${i}`, `2001:db8:0:1::${i}`), wrong);
  }
  await assert.rejects(attempt('another name', '2001:db8:0:1::99'), locked);
  await assert.rejects(attempt('another name', '2001:db8:0:2::99'), wrong);
});

test('nobody is kept out for more than a quarter of an hour', async () => {
  await using room = await openUsers();
  const attempt = (password: string) =>
    room.users.signIn(system, { nameOrMail: 'Ada', password, client });
  for (let i = 0; i < 15; i++) {
    await assert.rejects(attempt('wrong password'), wrong);
    room.clock.pass(15 * 60);
  }
  await attempt(room.password);
});

test('a hundred tries sent at once are counted one by one', async () => {
  await using room = await openUsers();
  const results = await Promise.allSettled(
    Array.from({ length: 100 }, (_, i) =>
      room.users.signIn(system, {
        nameOrMail: 'Ada',
        password: `wrong password ${i}`,
        client: { ...client, address: `192.0.2.${i}` },
      }),
    ),
  );
  const codes = results.map((result) =>
    result.status === 'rejected' && result.reason instanceof Object && 'code' in result.reason
      ? result.reason.code
      : 'in',
  );
  assert.equal(codes.filter((code) => code === wrong.code).length, 5);
  assert.equal(codes.filter((code) => code === locked.code).length, 95);
});

test('a hash with old parameters is made again at sign-in', async () => {
  await using room = await openUsers();
  const { hash } = await import('@node-rs/argon2');
  const old = await hash(room.password, { memoryCost: 8192, timeCost: 1 });
  const read = async () =>
    (
      await room.database.queries
        .selectFrom('users')
        .select('password_hash')
        .where('id', '=', room.ada.id)
        .executeTakeFirstOrThrow()
    ).password_hash;
  await room.database.queries
    .updateTable('users')
    .set({ password_hash: old })
    .where('id', '=', room.ada.id)
    .execute();
  await room.enter('Ada');
  const now = await read();
  assert.match(now ?? '', /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  await room.enter('Ada');
  assert.equal(await read(), now);
});

test('what is over is swept out at the next sign-in', async () => {
  await using room = await openUsers();
  await room.enter('Ada');
  await room.users.loginLinks.create(system, room.ada.id);
  room.clock.pass(91 * DAY);
  await room.enter('Ada');
  await room.users.settle();
  const count = async (table: 'sessions' | 'login_link') =>
    (await room.database.queries.selectFrom(table).select('user_id').execute()).length;
  assert.equal(await count('sessions'), 1);
  assert.equal(await count('login_link'), 0);
});
