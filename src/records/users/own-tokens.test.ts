import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createUsers } from './create-users.ts';
import { createPermissionRegistry } from '#grammar/access';
import { createTaps } from '#grammar/taps';
import { silentLog } from '#platform/telemetry';
import { newId } from '#base';
import { systemContext } from '#grammar/access';
import { DAY, openUsers } from '../../../test/support/users.ts';

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

test('a token that may write may read what it wrote: there is none that only writes', async () => {
  await using room = await openUsers();
  const { ctx } = await room.enter('Ada');
  const made = await room.users.tokens.create(ctx, room.ada.id, {
    name: 'Import',
    scopes: ['write'],
  });
  assert.deepEqual(made.scopes, ['read', 'write']);
  const scopesNow = async () => [
    ...((await room.users.authenticateToken(made.token))?.scopes ?? []),
  ];
  assert.deepEqual(await scopesNow(), ['read', 'write']);
  // One that was made before that was so.
  await room.database.queries
    .updateTable('api_token')
    .set({ scopes: ['write'] })
    .where('id', '=', made.id)
    .execute();
  room.clock.pass(2);
  assert.deepEqual(await scopesNow(), ['read', 'write']);
  const [listed] = await room.users.tokens.list(ctx, room.ada.id);
  assert.deepEqual(listed?.scopes, ['read', 'write']);
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

test('a token is refused at once where it was revoked, and within a second on other kernels', async () => {
  await using site = await openUsers();
  const { users, clock, database } = site;
  await using elsewhere = await createUsers({
    database,
    clock,
    log: silentLog,
    permissions: createPermissionRegistry(),
    taps: createTaps(),
  });
  const { ctx } = await site.enter('Ada');
  const { id, token } = await users.tokens.create(ctx, site.ada.id, {
    name: 'Script',
    scopes: ['read'],
  });
  assert.ok(await users.authenticateToken(token));
  assert.ok(await elsewhere.authenticateToken(token));
  await users.settle();
  const before = database.statements();
  assert.ok(await users.authenticateToken(token));
  assert.equal(database.statements(), before);

  await users.tokens.revoke(ctx, site.ada.id, id);
  assert.equal(await users.authenticateToken(token), undefined);
  clock.pass(1);
  assert.equal(await elsewhere.authenticateToken(token), undefined);
});

test('what a user may do no more, their token may do no more at once', async () => {
  await using site = await openUsers();
  const { users } = site;
  const { ctx } = await site.enter('Ada');
  const bob = await users.createUser(ctx, { name: 'Bob', password: 'a long enough one' });
  const own = await site.enter('Bob', 'a long enough one');
  const { token } = await users.tokens.create(own.ctx, bob.id, { name: 'B', scopes: ['read'] });
  assert.ok(await users.authenticateToken(token));
  await users.updateUser(ctx, bob.id, { active: false });
  assert.equal(await users.authenticateToken(token), undefined);
});
