import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createForms, createFormStates } from '#grammar/forms';
import { createTaps } from '#grammar/taps';
import { openUsers, system } from '../../../../test/support/users.ts';
import { createVisitor, target, wordsOf } from '../../../../test/support/visitor.ts';
import { userPages } from '../pages/user-pages.ts';
import { cell } from './permission-cells.ts';
import { peopleScreens } from './people-screens.ts';

async function openScreens() {
  const room = await openUsers();
  const { users, clock, permissions } = room;
  const secret = 'secret';
  const states = createFormStates({ database: room.database, secret, clock });
  const forms = createForms({
    secret,
    clock,
    takeUpload: async () => '',
    states,
    taps: createTaps(),
  });
  const routes = [
    ...userPages({ users, forms, clock }),
    ...peopleScreens({ users, forms, permissions }),
  ];
  const signIn = async (name: string) => {
    const browser = createVisitor(users, routes);
    await browser.send('/user/login', 'user_login', { name, password: room.password });
    return browser;
  };
  return { ...room, signIn };
}

test('an administrator adds somebody, hands on a link, and blocks them', async () => {
  await using site = await openScreens();
  const browser = await site.signIn('Ada');
  const role = await site.users.createRole(system, { name: 'editor', label: 'Editor' });
  const added = target(
    await browser.send('/admin/people/add', 'user_add', {
      name: 'Bob',
      mail: 'bob@example.org',
      'roles[0]': role,
      roles: role,
    }),
  );
  const bob = await site.users.findUserNamed(system, 'Bob');
  assert.equal(added, `/admin/people/${bob?.id}/edit`);
  assert.deepEqual(bob?.roles, [role]);
  const shown = await browser.send(added, 'user_edit', {}, 'link');
  assert.match(wordsOf(shown), /\/user\/login-link\/[\w-]{43}/);
  assert.equal(target(await browser.send(added, 'user_edit', { blocked: '1' })), '/admin/people');
  assert.equal((await site.users.getUser(system, bob.id)).active, false);
  assert.match(wordsOf(await browser.open('/admin/people?status=blocked')), /Bob/);
  assert.doesNotMatch(wordsOf(await browser.open('/admin/people?status=active')), /Bob/);
});

test('administrators are found among all who have an account', async () => {
  await using site = await openScreens();
  const browser = await site.signIn('Ada');
  await site.users.createUser(system, { name: 'Bob' });
  const everybody = wordsOf(await browser.open('/admin/people'));
  assert.match(everybody, /Ada/);
  assert.match(everybody, /Bob/);
  const administrators = wordsOf(await browser.open('/admin/people?role=administrators'));
  assert.match(administrators, /1 user/);
  assert.match(administrators, /Ada/);
  assert.doesNotMatch(administrators, /Bob/);
});

test('what is wrong is said on the form, with what was entered', async () => {
  await using site = await openScreens();
  const browser = await site.signIn('Ada');
  const answer = await browser.send('/admin/people/add', 'user_add', { name: 'ADA' });
  assert.ok(answer.kind === 'page');
  assert.equal(answer.status, 422);
  assert.match(wordsOf(answer), /Another user has this name/);
  const blocked = await browser.send(`/admin/people/${site.ada.id}/edit`, 'user_edit', {
    blocked: '1',
  });
  assert.match(wordsOf(blocked), /last active administrator/);
});

test('a user who never wrote anything is deleted', async () => {
  await using site = await openScreens();
  const bob = await site.users.createUser(system, { name: 'Bob' });
  const browser = await site.signIn('Ada');
  const url = `/admin/people/${bob.id}/delete`;
  assert.equal(target(await browser.send(url, 'user_delete')), '/admin/people');
  await assert.rejects(browser.open(url), { code: 'user.not_found' });
  const own = await browser.send(`/admin/people/${site.ada.id}/delete`, 'user_delete');
  assert.match(wordsOf(own), /last active administrator/);
});

test('who is no administrator is offered no rights to give, and gets none by asking', async () => {
  await using site = await openScreens();
  const { users } = site;
  const role = await users.createRole(system, { name: 'staff', label: 'Staff' });
  await users.savePermissions(system, new Map([[role, { grant: ['administer users'] }]]));
  await users.createUser(system, { name: 'Bob', password: site.password, roles: [role] });
  const browser = await site.signIn('Bob');
  await assert.rejects(browser.open(`/admin/people/${site.ada.id}/edit`), {
    code: 'user.not_allowed',
  });
  await browser.send('/admin/people/add', 'user_add', {
    name: 'Eve',
    is_admin: '1',
    roles: role,
    'roles[0]': role,
  });
  const eve = await users.findUserNamed(system, 'Eve');
  assert.equal(eve?.isAdmin, false);
  assert.deepEqual(eve.roles, []);
});

test('roles are added, renamed and deleted on their screens', async () => {
  await using site = await openScreens();
  const browser = await site.signIn('Ada');
  await browser.send('/admin/people/roles', 'role_add', { label: 'Editor', name: 'editor' });
  const role = (await site.users.listRoles()).find(({ name }) => name === 'editor');
  assert.ok(role);
  const url = `/admin/people/roles/${role.id}`;
  await browser.send(`${url}/edit`, 'role_rename', { label: 'Chief editor' });
  assert.match(wordsOf(await browser.open('/admin/people/roles')), /Chief editor/);
  await browser.send(`${url}/delete`, 'role_delete');
  assert.equal((await site.users.listRoles()).length, 2);
});

test('the matrix of permissions is saved at once, and undoes nobody else’s change', async () => {
  await using site = await openScreens();
  const { users } = site;
  const editor = await users.createRole(system, { name: 'editor', label: 'Editor' });
  const [one, two] = [await site.signIn('Ada'), await site.signIn('Ada')];
  const url = '/admin/people/permissions';
  assert.match(wordsOf(await one.open(url)), /Editor: Administer users/);
  await two.send(url, 'permissions', {
    granted: [cell(editor, 'access content'), cell(editor, 'administer users')],
    shown: [],
  });
  // This page was shown before that and says nothing of the first two.
  await one.send(url, 'permissions', {
    granted: [cell(editor, 'administer roles')],
    shown: [],
  });
  const permissions = async () =>
    [...((await users.listRoles()).find(({ id }) => id === editor)?.permissions ?? [])].sort();
  assert.deepEqual(await permissions(), ['access content', 'administer roles', 'administer users']);
  await one.send(url, 'permissions', { granted: [cell(editor, 'access content')] });
  assert.deepEqual(await permissions(), ['access content']);
});
