import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newId } from '#base';
import { openTestKernel, type TestKernel } from '../../../../test/support/kernel.ts';

let site: TestKernel;
let api: Awaited<ReturnType<TestKernel['api']>>;

before(async () => {
  site = await openTestKernel();
  api = await site.api({ isAdmin: true });
});
after(async () => site[Symbol.asyncDispose]());

async function post(path: string, body: unknown, status = 201) {
  const answer = await api('POST', path, body);
  assert.equal(answer.status, status, JSON.stringify(answer.json));
  return answer;
}

test('the whole way over REST: a type with five fields, create, edit, compare, revert, delete, bring back', async () => {
  await post('/item-types', { type: 'talk', name: 'Talk' });
  for (const field of [
    { name: 'abstract', field_type: 'long_text', label: 'Abstract' },
    { name: 'minutes', field_type: 'integer', label: 'Minutes', settings: { min: 5, max: 90 } },
    { name: 'day', field_type: 'date', label: 'Day' },
    { name: 'slides', field_type: 'link', label: 'Slides' },
    { name: 'tags', field_type: 'text', label: 'Tags', cardinality: -1 },
  ])
    await post('/item-types/talk/fields', field);
  const type = await api('GET', '/item-types/talk');
  assert.equal(type.json.fields.length, 5);
  const taken = await api('POST', '/item-types', { type: 'talk', name: 'Talk' });
  assert.deepEqual([taken.status, taken.json.title], [409, 'The type cannot be changed like that']);

  const created = await post('/items/talk', {
    title: 'Stages',
    fields: {
      abstract: { value: 'A parallel site', format: 'plain_text' },
      minutes: { value: 45 },
      day: { value: '2026-05-12' },
      tags: [{ value: 'cms' }, { value: 'content' }],
    },
  });
  const path = `/items/talk/${created.json.id}`;
  assert.equal(created.headers['etag'], `"${created.json.revision}"`);
  assert.match(String(created.headers['location']), /\/api\/v1\/items\/talk\//);

  const edited = await api(
    'PATCH',
    path,
    { title: 'Stages, explained', fields: { minutes: { value: 30 }, day: null } },
    { 'if-match': created.headers['etag'] },
  );
  assert.equal(edited.status, 200);
  assert.deepEqual(Object.keys(edited.json.fields).sort(), ['abstract', 'minutes', 'tags']);

  const history = await api('GET', `${path}/revisions`);
  assert.equal(history.json.total, 2);
  assert.deepEqual(history.json.revisions[0].changes, ['title', 'day', 'minutes']);

  const revert = `${path}/revisions/${created.json.revision}/revert`;
  const stale = await api('POST', revert, undefined, { 'if-match': `"${created.json.revision}"` });
  assert.deepEqual([stale.status, stale.json.code], [409, 'item.changed']);
  const reverted = await api('POST', revert);
  assert.equal(reverted.status, 200);
  assert.equal(reverted.json.title, 'Stages');
  assert.deepEqual(reverted.json.fields, created.json.fields);

  assert.equal((await api('DELETE', path)).status, 204);
  assert.equal((await api('GET', path)).status, 404);
  const back = await api('POST', `${path}/restore`);
  assert.equal(back.status, 200);
  assert.deepEqual((await api('GET', path)).json, reverted.json);
});

describe('saving over somebody else', () => {
  test('a save must say what it started from', async () => {
    const { json } = await post('/items/talk', { title: 'Named' });
    const answer = await api('PATCH', `/items/talk/${json.id}`, { title: 'x' });
    assert.equal(answer.status, 428);
    assert.equal(answer.json.code, 'item.revision_required');
  });

  test('a conflict names the fields, and edits of others merge', async () => {
    const { json } = await post('/items/talk', { title: 'Two', fields: {} });
    const path = `/items/talk/${json.id}`;
    const base = { 'if-match': `"${json.revision}"` };
    await api('PATCH', path, { title: 'First' }, base);
    const merged = await api('PATCH', path, { fields: { minutes: { value: 10 } } }, base);
    assert.equal(merged.status, 200);
    assert.equal(merged.json.title, 'First');
    const conflict = await api('PATCH', path, { title: 'Second' }, base);
    assert.equal(conflict.status, 409);
    assert.deepEqual(
      conflict.json.errors.map((error: { pointer: string }) => error.pointer),
      ['/title'],
    );
  });
});

describe('bad input gets a clear answer, and nothing of it is kept', () => {
  const deep = JSON.parse(`${'{"a":'.repeat(200)}1${'}'.repeat(200)}`) as object;
  const fields = (values: object) => ({ title: 'Bad', fields: values });
  for (const [what, body, pointer] of [
    ['a wrong type', fields({ minutes: { value: 'ten' } }), '/fields/minutes/value'],
    ['an array for a single field', fields({ minutes: [{ value: 10 }] }), '/fields/minutes'],
    ['a bare value', fields({ minutes: 10 }), '/fields/minutes'],
    ['a number out of range', fields({ minutes: { value: 91 } }), '/fields/minutes/value'],
    ['a huge number', fields({ minutes: { value: 1e300 } }), '/fields/minutes/value'],
    ['an over-long text', fields({ tags: [{ value: 'x'.repeat(300) }] }), '/fields/tags/0/value'],
    ['an unknown field', fields({ nope: { value: 1 } }), '/fields/nope'],
    ['an unknown key', fields({ minutes: { value: 10, extra: 1 } }), '/fields/minutes/extra'],
    ['a day that is not', fields({ day: { value: '2023-02-30' } }), '/fields/day/value'],
    ['a NUL byte', fields({ tags: [{ value: 'a\0b' }] }), '/fields/tags/0/value'],
    ['a lone surrogate', fields({ tags: [{ value: 'a\ud800' }] }), '/fields/tags/0/value'],
    [
      'a script for a link',
      fields({ slides: { uri: 'javascript:alert(1)' } }),
      '/fields/slides/uri',
    ],
    ['200 levels of nesting', fields({ minutes: deep }), undefined],
    ['no title', { fields: {} }, '/title'],
    ['fields that are a list', { title: 'x', fields: [] }, '/fields'],
    ['what is no part of an item', { title: 'x', colour: 'red' }, '/colour'],
    ['an author who is not there', { title: 'x', author_id: newId() }, '/author_id'],
  ] as const)
    test(what, async () => {
      const before = await api('GET', '/items/talk?limit=200');
      const answer = await api('POST', '/items/talk', body);
      assert.ok([400, 422].includes(answer.status), `${answer.status}`);
      assert.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8');
      assert.equal(typeof answer.json.code, 'string');
      if (pointer !== undefined) {
        assert.ok(
          answer.json.errors.some((error: { pointer: string }) => error.pointer === pointer),
          JSON.stringify(answer.json.errors),
        );
      }
      const after = await api('GET', '/items/talk?limit=200');
      assert.equal(after.json.items.length, before.json.items.length);
    });

  test('a body of 5 MB', async () => {
    const answer = await api('POST', '/items/talk', { title: 'x'.repeat(5_000_000) });
    assert.equal(answer.status, 413);
  });

  test('a reference to nothing, and to the wrong kind', async () => {
    await post('/item-types', { type: 'page', name: 'Page' });
    await post('/item-types/talk/fields', {
      name: 'related',
      field_type: 'reference',
      label: 'Related',
      settings: { target_type: 'item', bundles: ['page'] },
    });
    const talk = await post('/items/talk', { title: 'Target' });
    for (const target_id of [newId(), talk.json.id]) {
      const body = { title: 'x', fields: { related: { target_id, target_type: 'item' } } };
      const answer = await api('POST', '/items/talk', body);
      assert.equal(answer.status, 422);
      assert.equal(answer.json.errors[0].pointer, '/fields/related/target_id');
    }
  });
});

describe('who may what', () => {
  test('a reader sees what is published and cannot write; nobody sees what they may not know of', async () => {
    const hidden = await post('/items/talk', { title: 'Hidden', status: false });
    const reader = await site.api({ permissions: ['access content'] });
    assert.equal((await reader('GET', `/items/talk/${hidden.json.id}`)).status, 404);
    assert.equal((await reader('POST', '/items/talk', { title: 'x' })).status, 403);
    const shown = await reader('GET', '/items/talk?limit=200');
    assert.ok(shown.json.items.every((item: { status: boolean }) => item.status));
  });

  test('a token that may only read does not write', async () => {
    const reading = await site.api({ isAdmin: true }, ['read']);
    assert.equal((await reading('POST', '/items/talk', { title: 'x' })).status, 403);
    assert.equal((await reading('GET', '/items/talk')).status, 200);
  });

  test('an item is found under its own type only', async () => {
    await post('/item-types', { type: 'other', name: 'Other' });
    const { json } = await post('/items/talk', { title: 'Mine' });
    assert.equal((await api('GET', `/items/other/${json.id}`)).status, 404);
    const patch = await api(
      'PATCH',
      `/items/other/${json.id}`,
      { title: 'x' },
      { 'if-match': '*' },
    );
    assert.equal(patch.status, 404);
    assert.equal((await api('DELETE', `/items/other/${json.id}`)).status, 404);
  });
});

test('the description says what the types are', async () => {
  const { json } = await api('GET', '/openapi.json');
  const { post: create } = json.paths['/api/v1/items/talk'] ?? json.paths['/items/talk'];
  assert.ok(JSON.stringify(create).includes('minutes'));
});

test('all that is wrong with a body is said at once', async () => {
  const { json } = await post(
    '/items/talk',
    { titel: 'Typed wrong', status: 'yes', fields: { day: { value: '2026-13-01' }, nope: 1 } },
    422,
  );
  assert.deepEqual(json.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted(), [
    '/fields/day/value',
    '/fields/nope',
    '/status',
    '/titel',
    '/title',
  ]);
});

test('of thousands of wrong references and keys a hundred are said', async () => {
  await post('/item-types', { type: 'index', name: 'Index' });
  await post('/item-types/index/fields', {
    name: 'sees',
    field_type: 'reference',
    label: 'See',
    cardinality: -1,
    settings: { target_type: 'item', bundles: ['talk'] },
  });
  const wrong = (fields: object, more = {}) =>
    post('/items/index', { title: 'x', fields, ...more }, 422);
  const sees = Array.from({ length: 5_000 }, () => ({ target_id: newId(), target_type: 'item' }));
  const references = await wrong({ sees });
  assert.equal(references.json.errors.length, 100);
  assert.equal(references.json.errors[0].pointer, '/fields/sees/0/target_id');
  const keys = Object.fromEntries(sees.map((_, i) => [`key_${i}`, i]));
  assert.equal((await wrong({}, keys)).json.errors.length, 100);
});

describe('what stands under an item is of the type in the path', () => {
  test('it is not brought back, reverted or listed under another', async () => {
    const { json } = await post('/items/talk', { title: 'Gone' });
    await post('/item-types', { type: 'essay', name: 'Essay' });
    const other = `/items/essay/${json.id}`;
    for (const [method, path] of [
      ['GET', `${other}/revisions`],
      ['GET', `${other}/revisions/${json.revision}`],
      ['POST', `${other}/revisions/${json.revision}/revert`],
    ] as const)
      assert.equal((await api(method, path)).status, 404, path);
    await api('DELETE', `/items/talk/${json.id}`);
    const answer = await api('POST', `${other}/restore`);
    assert.equal(answer.status, 404);
    assert.equal(answer.json.code, 'item.not_found');
    assert.equal((await api('GET', `/items/talk/${json.id}`)).status, 404);
    assert.equal((await api('POST', `/items/talk/${json.id}/restore`)).status, 200);
  });
});

describe('If-Match', () => {
  test('may list several revisions, of which one is current', async () => {
    const { json, headers } = await post('/items/talk', { title: 'Listed' });
    const path = `/items/talk/${json.id}`;
    const list = { 'if-match': `"${newId()}", "other", ${headers.etag}` };
    assert.equal((await api('PATCH', path, { title: 'Saved' }, list)).status, 200);
    const stale = await api('DELETE', path, undefined, list);
    assert.equal(stale.status, 409);
    const current = (await api('GET', path)).headers.etag;
    const now = { 'if-match': `"${newId()}",${current}` };
    assert.equal((await api('DELETE', path, undefined, now)).status, 204);
  });

  test('that is empty names nothing, and is refused', async () => {
    const { json } = await post('/items/talk', { title: 'Kept' });
    const path = `/items/talk/${json.id}`;
    for (const empty of ['', ' ', ',']) {
      const header = { 'if-match': empty };
      assert.equal((await api('DELETE', path, undefined, header)).status, 428);
      assert.equal((await api('PATCH', path, { title: 'x' }, header)).status, 428);
    }
    assert.equal((await api('GET', path)).status, 200);
  });
});

test('who has the item as it is gets no more than that, for no more than a read', async () => {
  const { json, headers } = await post('/items/talk', { title: 'Known' });
  const path = `/items/talk/${json.id}`;
  const read = async (header?: string) => {
    const known = header ? { 'if-none-match': header } : {};
    const counts: number[] = [];
    // Once a second the token is looked up besides.
    for (let i = 0; i < 4; i++) {
      const before = site.database.statements();
      await api('GET', path, undefined, known);
      counts.push(site.database.statements() - before);
    }
    return { ...(await api('GET', path, undefined, known)), statements: Math.min(...counts) };
  };
  const whole = await read();
  const etag = String(headers.etag);
  for (const header of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
    const { status, statements, ...answer } = await read(header);
    assert.equal(status, 304, header);
    assert.equal(answer.json, undefined);
    assert.equal(answer.headers.etag, etag);
    assert.equal(statements, whole.statements);
  }
  assert.equal((await read('"other"')).status, 200);
  await api('PATCH', path, { title: 'Known no more' }, { 'if-match': etag });
  assert.equal((await read(etag)).status, 200);
});

test('a list that cannot be asked for says so, and nothing about saving', async () => {
  for (const query of ['limit=500', 'after=x']) {
    const answer = await api('GET', `/items/talk?${query}`);
    assert.equal(answer.status, 422);
    assert.equal(answer.json.title, 'That cannot be listed as it is asked for');
  }
});
