import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PageAnswer, SentForm } from '@trovato/plugin-sdk';
import { openPlugin } from '@trovato/plugin-sdk/testing';
import { endOf } from './expiry.ts';
import { preview } from './listing.ts';

const NOW = new Date('2026-03-01T12:00:00Z');

async function open(name = 'Ada', permissions: readonly string[] = ['write notes']) {
  const plugin = await openPlugin(import.meta.dirname, {
    now: NOW,
    actor: { name, admin: false, permissions },
  });
  const ask = async (
    route: string,
    params: { readonly [name: string]: string } = {},
    values?: SentForm['values'],
  ): Promise<PageAnswer | undefined> =>
    plugin.ask('pageCallback', {
      route,
      path: route.replace(':id', params['id'] ?? ''),
      params,
      query: {},
      ...(values ? { sent: { form: 'note', action: 'save', values } } : {}),
    });
  const add = (values: SentForm['values']) => ask('/notes/add', {}, values);
  return { plugin, ask, add };
}

test('it brings its pages, all of them for who may keep notes', async () => {
  const { plugin } = await open();
  const menu = (await plugin.ask('menu', {})) ?? [];
  assert.deepEqual(
    menu.map(({ path, permission }) => [path, permission]),
    ['/notes', '/notes/add', '/notes/:id', '/notes/:id/edit', '/notes/:id/delete'].map((path) => [
      path,
      'write notes',
    ]),
  );
  const names = ((await plugin.ask('perm', {})) ?? []).map(({ name }) => name);
  assert.deepEqual(names, ['write notes', 'administer notes']);
});

test('listings show the notes of everybody, so they are for who administers notes', async () => {
  const { plugin } = await open();
  const [notes] = (await plugin.ask('gatherInfo', {})) ?? [];
  assert.equal(notes?.permission, 'administer notes');
});

test('a note is added and shown, its text as it was typed', async () => {
  const { ask, add } = await open();
  const added = await add({ title: ' Boat ', body: 'Paint the <b>hull</b>.', expires: '' });
  assert.ok(added?.kind === 'redirect');
  const id = added.to.replace('/notes/', '');
  const page = await ask('/notes/:id', { id });
  assert.ok(page?.kind === 'page');
  assert.equal(page.title, 'Boat');
  assert.match(JSON.stringify(page.content), /Paint the <b>hull<\/b>\./);
  assert.match(JSON.stringify(await ask('/notes')), /"Boat"/);
});

test('a day that is over is refused beside its element', async () => {
  const { add } = await open();
  const refused = await add({ title: 'Boat', body: '', expires: '2026-02-28' });
  assert.ok(refused?.kind === 'problems');
  assert.equal(refused.problems[0]?.pointer, '/expires');
  assert.equal((await add({ title: 'Boat', body: '', expires: '2026-03-01' }))?.kind, 'redirect');
});

test('there is no note at an address that somebody made up', async () => {
  const { ask } = await open();
  for (const id of ['0', '-1', '1e3', 'x', '99999999999']) {
    assert.equal((await ask('/notes/:id', { id }))?.kind, 'not_found', id);
  }
});

test('cron deletes the notes whose day is over, and no others', async () => {
  const note = (id: number, expires: string | null) => ({
    id,
    title: `Note ${id}`,
    body: '',
    author: '01890000-0000-7000-8000-00000000000a',
    author_name: 'Ann',
    created: NOW.toISOString(),
    changed: NOW.toISOString(),
    expires,
  });
  const rows = [note(1, endOf('2026-02-28')), note(2, endOf('2026-03-01')), note(3, endOf(''))];
  const plugin = await openPlugin(import.meta.dirname, { now: NOW, tables: { note: rows } });
  await plugin.ask('cron', { task: 'expire' });
  assert.deepEqual(
    plugin.site.tables.get('note')?.map(({ id }) => id),
    [2, 3],
  );
});

test('a preview ends with a word', () => {
  assert.equal(preview('One\n two  three'), 'One two three');
  const long = preview('word '.repeat(100));
  assert.ok(long.endsWith('word…') && long.length <= 161, long);
  assert.equal(preview('x'.repeat(300)).length, 161);
});
