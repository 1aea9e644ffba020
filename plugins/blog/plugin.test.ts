import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPlugin, shownItem } from '@trovato/plugin-sdk/testing';
import { excerpt } from './excerpt.ts';

const posts = (count: number, more: object = {}) =>
  Array.from({ length: count }, (_, i) => ({
    id: `01890000-0000-7000-8000-${String(i).padStart(12, '0')}`,
    type: 'blog',
    title: `Post ${i}`,
    created: new Date(Date.UTC(2026, 0, 1 + i)).toISOString(),
    ...more,
  }));
const opened = (query: { readonly [name: string]: string } = {}) => ({
  route: '/blog',
  path: '/blog',
  params: {},
  query,
});

test('the blog brings a type with a text, a picture and tags', async () => {
  const plugin = await openPlugin(import.meta.dirname);
  const [type] = (await plugin.ask('itemInfo', {})) ?? [];
  assert.equal(type?.type, 'blog');
  assert.deepEqual(
    type.fields.map(({ name, required = false }) => [name, required]),
    [
      ['image', false],
      ['summary', false],
      ['body', true],
      ['tags', false],
    ],
  );
});

test('the list has the newest post first, twelve on a page, and a pager', async () => {
  const plugin = await openPlugin(import.meta.dirname, { items: posts(30) });
  const first = JSON.stringify(await plugin.ask('pageCallback', opened()));
  assert.ok(first.indexOf('Post 29') < first.indexOf('Post 18'));
  assert.ok(!first.includes('Post 17'));
  assert.match(first, /"#page":0,"#pages":3/);
  const last = JSON.stringify(await plugin.ask('pageCallback', opened({ page: '2' })));
  assert.ok(last.includes('Post 0') && !last.includes('"Post 6"'));
});

test('what is not published, and what is no post, is not in the list', async () => {
  const items = [...posts(1, { status: false }), ...posts(2, { type: 'article' }).slice(1)];
  const plugin = await openPlugin(import.meta.dirname, { items, actor: { admin: true } });
  assert.match(JSON.stringify(await plugin.ask('pageCallback', opened())), /No posts yet/);
});

test('without a summary the beginning of the text stands for it', async () => {
  const fields = {
    body: { value: '<p>Low <em>water</em> &amp; wind</p>', format: 'filtered_html' },
  };
  const plugin = await openPlugin(import.meta.dirname, { items: posts(1, { fields }) });
  assert.match(JSON.stringify(await plugin.ask('pageCallback', opened())), /"Low water & wind"/);
  assert.equal(excerpt('word '.repeat(100)), `${'word '.repeat(43)}word…`);
  assert.equal(excerpt('<b>bold</b> &amp; a'), 'bold & a');
  assert.equal(excerpt('a <b and c> d &amp;', true), 'a <b and c> d &amp;', 'as it was typed');
  assert.equal(excerpt('静'.repeat(300)), `${'静'.repeat(220)}…`);
});

test('a whole post leads to all posts, a teaser and other content do not', async () => {
  const plugin = await openPlugin(import.meta.dirname);
  const more = async (type: string, mode: 'full' | 'teaser') =>
    plugin.ask('itemView', shownItem({ type }, mode));
  assert.match(JSON.stringify(await more('blog', 'full')), /"blog_more"/);
  assert.equal(await more('blog', 'teaser'), undefined);
  assert.equal(await more('article', 'full'), undefined);
});

test('who may write is asked to, when there is nothing yet', async () => {
  const writer = await openPlugin(import.meta.dirname, {
    actor: { permissions: ['create blog content'] },
  });
  assert.match(JSON.stringify(await writer.ask('pageCallback', opened())), /\/item\/add\/blog/);
  const reader = await openPlugin(import.meta.dirname);
  assert.doesNotMatch(JSON.stringify(await reader.ask('pageCallback', opened())), /item\/add/);
});

test('who keeps a blog may write, and change and delete what is theirs, and nothing else', async () => {
  const me = '01890000-0000-7000-8000-00000000000a';
  const actor = { id: me, permissions: ['keep own blog'] };
  const plugin = await openPlugin(import.meta.dirname, { actor });
  const may = async (op: 'view' | 'create' | 'update' | 'delete', given: object) =>
    plugin.ask('itemAccess', { ...shownItem({ type: 'blog', author_id: me, ...given }), op });
  for (const op of ['create', 'update', 'delete'] as const) {
    assert.equal(await may(op, {}), 'grant');
    assert.equal(await may(op, { type: 'article' }), 'neutral');
  }
  assert.equal(await may('update', { author_id: 'somebody else' }), 'neutral');
  assert.equal(await may('view', {}), 'neutral');
  const reader = await openPlugin(import.meta.dirname);
  const asked = { ...shownItem({ type: 'blog', author_id: me }), op: 'update' } as const;
  assert.equal(await reader.ask('itemAccess', asked), 'neutral');
});
