import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestKernel } from '../../../../test/support/kernel.ts';

test('an administrator reads who may do what with an item, and which rule decides it', async () => {
  await using site = await openTestKernel();
  const { items, system } = site;
  await items.createType(system, 'note', { name: 'Note' });
  const ann = await site.signIn({
    name: 'Ann',
    permissions: ['access content', 'edit own note content'],
  });
  await site.addUser({ name: 'Bob', permissions: ['access content', 'edit any note content'] });
  await site.addUser({ name: 'Root', isAdmin: true });
  const plugin = {
    name: 'moon',
    taps: {
      item_grants: () => [{ realm: 'phase', id: 'full', view: true, update: true }],
      actor_grants: (input: unknown) =>
        JSON.stringify(input).includes('Ann') ? [{ realm: 'phase', id: 'full' }] : [],
      item_access: (input: unknown) =>
        JSON.stringify(input).includes('"op":"delete"') ? 'deny' : 'neutral',
    },
  };
  using _plugin = site.taps.register(plugin);
  const { id } = await items.createItem(system, 'note', {
    title: 'Tide',
    status: true,
    author_id: ann.user.id,
  });
  const admin = await site.signIn({ isAdmin: true });
  const ask = async (user: string) => (await admin.get(`/item/${id}/access?user=${user}`)).text;

  const forAnn = await ask('ann');
  assert.match(
    forAnn,
    /See itYesIt is published, and they have the permission “View published content”/,
  );
  assert.match(forAnn, /Change itYesThey wrote it, and have .*“Edit own note content”/);
  assert.match(forAnn, /trashNoThe plugin “moon” denies it/);
  assert.match(forAnn, /phase: fullsee, changeYes/);
  const forBob = await ask('Bob');
  assert.match(forBob, /See itNoThe plugin “moon” guards it/);
  assert.match(forBob, /phase: fullsee, changeNo/);
  assert.match(await ask('Root'), /See itYesAdministrators may do everything/);
  assert.match(await ask(''), /visitors who are not signed in.*See itNo/);
  assert.match(await ask('Zoe'), /There is no account “Zoe”/);
  assert.equal((await ann.get(`/item/${id}/access`)).status, 403);
});

test('grants are told by the names of people and the labels of roles', async () => {
  await using site = await openTestKernel();
  const { items, system } = site;
  await items.createType(system, 'note', { name: 'Note' });
  const ann = await site.signIn({ name: 'Ann', permissions: ['access content'] });
  const grant = (realm: string, id: string) => ({ realm, id, view: true });
  using _plugin = site.taps.register({
    name: 'moon',
    taps: {
      item_grants: () => [
        grant('author', ann.user.id),
        grant('role', 'authenticated'),
        grant('phase', 'full'),
      ],
      actor_grants: () => [],
    },
  });
  const { id } = await items.createItem(system, 'note', { title: 'Tide', status: true });
  const admin = await site.signIn({ isAdmin: true });
  const page = await admin.get(`/item/${id}/access?user=Ann`);
  assert.match(page.html, new RegExp(`<a href="/user/${ann.user.id}">Ann</a>`));
  const label = (await site.users.listRoles()).find(({ name }) => name === 'authenticated')?.label;
  assert.ok(page.text.includes(`role: ${label}`), page.text);
  assert.match(page.text, /phase: full/);
});
