import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { openTestKernel, type TestKernel } from '../../../../test/support/kernel.ts';
import { HOSTILE, type MadeTalks, makeTalks, TALKS } from '../../../../test/support/talks.ts';

let site: TestKernel;
let made: MadeTalks;
let api: Awaited<ReturnType<TestKernel['api']>>;

before(async () => {
  site = await openTestKernel();
  made = await makeTalks(site);
  await site.gathers.create(site.system, TALKS);
  await site.gathers.create(site.system, {
    name: 'inside',
    label: 'Inside',
    base: 'item',
    defaults: {
      access: { kind: 'permission', permission: 'administer content' },
      fields: [{ id: 'title', column: 'title' }],
    },
    displays: [
      { id: 'page', kind: 'page', path: '/inside' },
      { id: 'open', kind: 'json', path: '/open.json', overrides: { access: { kind: 'content' } } },
    ],
  });
  api = await site.api({ permissions: ['access content'] }, ['read']);
});
after(() => site[Symbol.asyncDispose]());

it('lists the gathers that one may run, with the displays that one may see', async () => {
  const { json } = await api('GET', '/gathers');
  assert.deepEqual(
    json.gathers.map(({ name }: { name: string }) => name),
    ['inside', 'talks'],
  );
  assert.deepEqual(json.gathers[0].displays, [{ id: 'open', kind: 'json', label: '' }]);
  const admin = await site.api({ isAdmin: true }, ['read']);
  assert.equal((await admin('GET', '/gathers')).json.gathers[0].displays.length, 2);
});

it('answers a page of rows, with its columns and what there is in all', async () => {
  const { status, json } = await api('GET', '/gathers/talks?display=page');
  assert.equal(status, 200);
  assert.deepEqual(json.total, { count: 12, exact: true });
  assert.equal(json.rows.length, 5);
  assert.deepEqual(json.columns[5], { id: 'seats', label: 'Seats', kind: 'number' });
  const [row] = json.rows;
  assert.equal(row.url, `/item/${row.id}`);
  assert.deepEqual(row.values.topic, [{ target_id: made.topics.Land, target_type: 'term' }]);
});

it('filters, sorts and takes arguments as pages do', async () => {
  const rows = async (query: string) =>
    (await api('GET', `/gathers/talks?${query}`)).json.rows.map(
      ({ values }: { values: { seats: { value: number } } }) => values.seats.value,
    );
  assert.deepEqual(await rows('filter[city]=Oslo&sort=seats'), [50, 80, 110, 140]);
  assert.deepEqual(
    await rows('filter[kind]=talk&filter[kind]=workshop&sort=-seats&size=2'),
    [150, 140],
  );
  assert.deepEqual(await rows('filter[seats]=60&filter[seats]=80&sort=seats'), [60, 70, 80]);
  assert.deepEqual(
    await rows(`argument[topic]=${made.topics.Boats}&sort=seats`),
    [50, 80, 110, 140],
  );
});

it('leads from page to page to the very end, each row once', async () => {
  const seen: string[] = [];
  let path: string | undefined = '/gathers/talks?size=5&sort=title_order';
  while (path !== undefined) {
    const { json, headers } = await api('GET', path);
    seen.push(...json.rows.map(({ values }: { values: { title: string } }) => values.title));
    const [, next] =
      /^<http:\/\/site\.test\/api\/v1([^>]+)>; rel="next"$/.exec(String(headers['link'] ?? '')) ??
      [];
    assert.equal(next === undefined, json.next === undefined);
    path = next;
  }
  assert.equal(seen.length, 12);
  assert.equal(new Set(seen).size, 12);
  assert.ok(seen.includes(HOSTILE));
});

it('names everything that is wrong with a query', async () => {
  const { status, json } = await api(
    'GET',
    '/gathers/talks?x=1&filter[nope]=1&sort=created&size=500&total=2&item=1&sort=title',
  );
  assert.equal(status, 422);
  assert.equal(json.code, 'gather.bad_query');
  assert.deepEqual(json.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted(), [
    '/filter[nope]',
    '/item',
    '/size',
    '/sort',
    '/sort',
    '/total',
    '/x',
  ]);
  for (const [query, pointer] of [
    ['filter[seats]=many', '/filter[seats]'],
    ['filter[kind]=nope', '/filter[kind]'],
    ['after=nonsense', '/after'],
  ] as const) {
    const wrong = await api('GET', `/gathers/talks?${query}`);
    assert.ok(wrong.status === 422 || wrong.status === 400, query);
    assert.equal(wrong.json.errors[0].pointer, pointer);
  }
});

it('is under the same rule of access as the display', async () => {
  assert.equal((await api('GET', '/gathers/inside')).status, 403);
  assert.equal((await api('GET', '/gathers/inside?display=open')).status, 200);
  assert.equal((await api('GET', '/gathers/inside?display=nope')).status, 404);
  assert.equal((await api('GET', '/gathers/nope')).status, 404);
  await site.gathers.enable(site.system, 'inside', false);
  assert.equal((await api('GET', '/gathers/inside?display=open')).status, 404);
  await site.gathers.enable(site.system, 'inside', true);
});

it('describes each gather in OpenAPI: its filters, arguments, orders and columns', async () => {
  const { json } = await api('GET', '/openapi.json');
  const operation = json.paths['/gathers/talks'].get;
  const names = operation.parameters.map(({ name }: { name: string }) => name);
  for (const name of [
    'display',
    'filter[city]',
    'filter[kind]',
    'argument[topic]',
    'sort',
    'after',
    'size',
  ]) {
    assert.ok(names.includes(name), name);
  }
  const { schema } = operation.responses['200'].content['application/json'];
  assert.ok('city' in schema.properties.rows.items.properties.values.properties);
  assert.equal(json.paths['/gathers'].get.operationId, 'listGathers');
});

it('says nothing in OpenAPI of gathers and displays that are for some only', async () => {
  const restricted = {
    name: 'dismissals',
    label: 'Dismissals',
    base: 'item',
    defaults: {
      access: { kind: 'permission', permission: 'administer content' },
      fields: [{ id: 'title', column: 'title' }],
    },
    displays: [{ id: 'page', kind: 'page', path: '/dismissals' }],
  };
  await site.gathers.create(site.system, restricted);
  const { body } = await site.app.inject('/api/v1/openapi.json');
  assert.doesNotMatch(body, /dismissals/i);
  const { parameters } = JSON.parse(body).paths['/gathers/inside'].get;
  const display = parameters.find(({ name }: { name: string }) => name === 'display');
  assert.deepEqual(display.schema.enum, ['open']);
});
