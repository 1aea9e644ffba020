import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemContext } from '#grammar/access';
import { openAskingPlugin } from '../../../test/support/asking-plugin.ts';

const TABLES = `
[tables.note.columns]
id = { type = "serial" }
body = { type = "text" }
`;

test('what a plugin keeps stays by an update, and goes when it is uninstalled, as the screen says', async () => {
  await using site = await openAskingPlugin({ tables: TABLES });
  const { plugins, system } = site;
  await site.ask([['insert', { into: 'note', rows: [{ body: 'One' }, { body: 'Two' }] }]]);
  await plugins.disable(system, 'clerk');

  const admin = await site.signIn({ isAdmin: true });
  const said = (await admin.get('/admin/plugins/clerk/uninstall')).html;
  assert.match(said, /its counters, 2 rows in its tables, and what you granted/);

  await plugins.uninstall(system, 'clerk', { keepTables: true });
  assert.equal(await plugins.countRows(system, 'clerk'), 2);
  await site.put('clerk', {
    version: '2.0.0',
    tables: `${TABLES}stars = { type = "integer", default = 3 }\n`,
  });
  await site.enable('clerk');
  const [kept] = await site.ask([['select', { from: 'note', order: [{ column: 'id' }] }]], {
    ctx: systemContext(),
  });
  assert.deepEqual(kept?.rows, [
    { id: 1, body: 'One', stars: 3 },
    { id: 2, body: 'Two', stars: 3 },
  ]);

  await plugins.disable(system, 'clerk');
  await plugins.uninstall(system, 'clerk');
  await site.put('clerk', { version: '3.0.0', tables: TABLES });
  await site.enable('clerk');
  const [none] = await site.ask([['select', { from: 'note' }]], { ctx: systemContext() });
  assert.deepEqual(none?.rows, []);

  await plugins.disable(system, 'clerk');
  await plugins.uninstall(system, 'clerk', { keepTables: true });
  await site.put('clerk', { version: '4.0.0', tables: TABLES.replace('"text"', '"integer"') });
  await assert.rejects(site.enable('clerk'), { code: 'plugin.tables' });
  assert.equal((await plugins.get(system, 'clerk')).state, 'found');
});
