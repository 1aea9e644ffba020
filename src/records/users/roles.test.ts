import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '#base';
import { openUsers, problems, system } from '../../../test/support/users.ts';
import { AUTHENTICATED_ROLE } from './roles.ts';

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
