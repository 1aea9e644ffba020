import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { systemContext } from '#grammar/access';
import type { Logger } from '#platform/telemetry';
import { client, openUsers } from '../../../test/support/users.ts';

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
