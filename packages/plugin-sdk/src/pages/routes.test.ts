import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Context } from '../context.ts';
import { pages, showPage } from './index.ts';

test('pages are named in the menu, and each is answered by its own function', () => {
  const { menu, pageCallback } = pages({
    '/notes': { title: 'Notes', access: 'public', answer: () => showPage({ title: 'All' }) },
    '/notes/:id': {
      title: 'A note',
      permission: 'read notes',
      answer: ({ params }) => showPage({ title: `Note ${params['id']}` }),
    },
  });
  assert.deepEqual(menu(), [
    { path: '/notes', title: 'Notes', access: 'public' },
    { path: '/notes/:id', title: 'A note', permission: 'read notes' },
  ]);
  const opened = { route: '/notes/:id', path: '/notes/7', params: { id: '7' }, query: {} };
  // Neither page looks at it.
  const ctx = {} as Context;
  assert.deepEqual(pageCallback(opened, ctx), { kind: 'page', title: 'Note 7' });
  assert.equal(pageCallback({ ...opened, route: '/gone' }, ctx), undefined);
});
