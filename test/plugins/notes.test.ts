import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import { buildShippedPlugin } from '../support/shipped-plugin.ts';
import { fieldsOf } from '../support/form-fields.ts';
import { openTestKernel, type TestKernel } from '../support/kernel.ts';

before(() => buildShippedPlugin('notes'));

const TABLE = sql.table('plugin_notes.note');

async function openNotes() {
  const site = await openTestKernel();
  await site.plugins.enable(site.system, 'notes', []);
  return site;
}

async function titles({ database }: TestKernel): Promise<readonly string[]> {
  const { rows } = await sql<{ title: string }>`select title from ${TABLE} order by id`.execute(
    database.queries,
  );
  return rows.map(({ title }) => title);
}

test('a note that is sent twice is kept once, and deleted twice is no error', async () => {
  await using site = await openNotes();
  const ada = await site.signIn({ permissions: ['write notes'] });
  const empty = fieldsOf((await ada.get('/notes/add')).html, 'notes__note');
  const entered = { ...empty, title: 'Once' };
  const both = await Promise.all([1, 2].map(() => ada.post('/notes/add', entered)));
  assert.deepEqual(
    both.map(({ status, url }) => [status, url]),
    [
      [200, '/notes/1'],
      [200, '/notes/1'],
    ],
  );
  assert.deepEqual(await titles(site), ['Once']);

  const asked = fieldsOf((await ada.get('/notes/1/delete')).html, 'notes__delete');
  const first = await ada.post('/notes/1/delete', asked);
  const second = await ada.post('/notes/1/delete', asked);
  assert.deepEqual([first.url, second.url], ['/notes', '/notes']);
  assert.deepEqual(await titles(site), []);
  const forged = await ada.post('/notes/add', { ...entered, title: 'Forged', _token: 'x' });
  assert.equal(forged.status, 422);
  assert.deepEqual(await titles(site), []);
});

test('a note whose day is over is not shown, and deleted when that is due', async () => {
  await using site = await openNotes();
  const ada = await site.signIn({ permissions: ['write notes'] });
  await ada.submit('/notes/add', { title: 'Over', expires: '2999-12-31' });
  await ada.submit('/notes/add', { title: 'Kept' });
  const past = sql`update ${TABLE} set expires = now() - interval '1 day' where title = 'Over'`;
  await past.execute(site.database.queries);
  assert.doesNotMatch((await ada.get('/notes')).text, /Over/);
  assert.equal((await ada.get('/notes/1')).status, 404);
  assert.deepEqual(await titles(site), ['Over', 'Kept']);
  await site.cron.runAll(site.system);
  assert.deepEqual(await titles(site), ['Kept']);
});
