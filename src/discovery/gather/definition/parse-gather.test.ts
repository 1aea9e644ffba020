import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseGather } from './parse-gather.ts';

const LEAST = {
  name: 'talks',
  label: 'Talks',
  base: 'item',
  displays: [{ kind: 'page', id: 'page', path: '/talks' }],
};

async function problemsOf(changes: object): Promise<readonly string[]> {
  const parsed = await parseGather({ ...LEAST, ...changes });
  return parsed.ok ? [] : parsed.problems.map(({ pointer, message }) => `${pointer}: ${message}`);
}

test('what is left out is as usual', async () => {
  const parsed = await parseGather({
    ...LEAST,
    defaults: {
      filters: { match: 'any', filters: [{ match: 'all', filters: [] }] },
      sorts: [{ column: 'created' }],
    },
  });
  assert.ok(parsed.ok);
  const { defaults, displays } = parsed.gather;
  assert.deepEqual(defaults.pager, { kind: 'full', size: 10 });
  assert.deepEqual(defaults.sorts, [{ column: 'created', direction: 'asc' }]);
  assert.deepEqual(displays[0], {
    kind: 'page',
    id: 'page',
    label: '',
    overrides: {},
    path: '/talks',
    title: '',
    breadcrumb: [],
  });
});

test('a definition that was read is read as itself', async () => {
  const parsed = await parseGather({
    ...LEAST,
    displays: [
      {
        ...LEAST.displays[0],
        menu: { label: 'Talks' },
        overrides: { style: { kind: 'grouped', by: 'day' }, pager: { kind: 'none' } },
      },
      { kind: 'feed', id: 'feed', path: '/talks/feed' },
      { kind: 'calendar', id: 'ics', path: '/talks.ics', when: { column: 'fields.day' } },
    ],
  });
  assert.ok(parsed.ok);
  const again = await parseGather(JSON.parse(JSON.stringify(parsed.gather)));
  assert.deepEqual(again, parsed);
});

test('what is wrong is said with its place, for the form that is meant', async () => {
  assert.deepEqual(await problemsOf({ base: 'item; drop table item', owner: 1 }), [
    '/owner: There is no field "owner" here.',
    '/base: This must match pattern "^[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)?$".',
  ]);
  assert.deepEqual(await problemsOf({ displays: [{ kind: 'video', id: 'x', path: '/x' }] }), [
    '/displays/0/kind: This must be one of "page", "tile", "feed", "attachment", "calendar", "csv", "json".',
  ]);
  assert.deepEqual(await problemsOf({ displays: [{ kind: 'feed', id: 'x', path: 'talks' }] }), [
    '/displays/0/path: This must match pattern "^(/([A-Za-z0-9._~-]+|\\\\{[a-z][a-z0-9_]*\\\\}))+$".'.replaceAll(
      '\\\\',
      '\\',
    ),
  ]);
  const filter = (said: object) =>
    problemsOf({
      defaults: { filters: { match: 'all', filters: [{ match: 'any', filters: [said] }] } },
    });
  const at = '/defaults/filters/filters/0/filters/0';
  assert.deepEqual(await filter({ id: 'a', column: 'title', operater: 'equals' }), [
    `${at}/operator: This is required.`,
    `${at}/operater: There is no field "operater" here.`,
  ]);
  assert.deepEqual(await filter({ id: 'a', column: 'title', operator: 'equals', value: null }), [
    `${at}/value: This must be a string or a number or a boolean or an object or an array.`,
  ]);
  assert.deepEqual(
    await problemsOf({
      defaults: { style: { kind: 'grouped' }, pager: { kind: 'full', size: 0 } },
    }),
    ['/defaults/pager/size: This must be >= 1.', '/defaults/style/by: This is required.'],
  );
});
