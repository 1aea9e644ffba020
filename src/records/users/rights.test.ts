import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemContext } from '#grammar/access';
import { createTaps } from '#grammar/taps';
import { silentLog } from '#platform/telemetry';
import { createUsers } from './create-users.ts';
import { openUsers, system } from '../../../test/support/users.ts';

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

test('who became an administrator a moment ago is changed by administrators only', async () => {
  await using room = await openUsers();
  const { database, clock, permissions, ada } = room;
  const role = await room.users.createRole(system, { name: 'staff', label: 'Staff' });
  await room.users.savePermissions(system, new Map([[role, { grant: ['administer users'] }]]));
  const { password } = room;
  await room.users.createUser(system, { name: 'Bob', password, roles: [role] });
  const { ctx } = await room.enter('Bob');
  const eve = await room.users.createUser(system, { name: 'Eve', mail: 'eve@example.org' });
  /** Another kernel makes Eve an administrator just before this one changes her account. */
  const late = async (isAdmin: boolean, name: string) => {
    await room.users.updateUser(system, eve.id, { isAdmin, name });
  };
  let meanwhile = async () => late(true, 'Eve');
  await using users = await createUsers({
    database: {
      ...database,
      transaction: async (work) => {
        await meanwhile();
        return database.transaction(work);
      },
    },
    clock,
    log: silentLog,
    permissions,
    taps: createTaps(),
  });
  const refused = { code: 'user.not_allowed' };
  for (const input of [{ password: 'chosen by Bob' }, { active: false }, { mail: null }]) {
    await assert.rejects(users.updateUser(ctx, eve.id, input), refused);
    await late(false, 'Eve');
  }
  await assert.rejects(users.deleteUser(ctx, eve.id), refused);
  assert.equal((await room.users.getUser(system, eve.id)).mail, 'eve@example.org');
  // And what was changed meanwhile is not put back.
  meanwhile = async () => late(false, 'Eva');
  const asAda = systemContext({ actor: { ...system.actor, id: ada.id } });
  const { user } = await users.updateUser(asAda, eve.id, { mail: 'eva@example.org' });
  assert.equal(user.name, 'Eva');
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
