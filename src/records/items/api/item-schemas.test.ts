import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { TSchema } from 'typebox';
import { Check, Errors } from 'typebox/value';
import { openTestKernel, type TestKernel } from '../../../../test/support/kernel.ts';

/** What the documentation of the API says of content is what is taken and answered. */
let site: TestKernel;
let api: Awaited<ReturnType<TestKernel['api']>>;

before(async () => {
  site = await openTestKernel();
  api = await site.api({ isAdmin: true });
});
after(async () => site[Symbol.asyncDispose]());

type Method = 'GET' | 'POST' | 'PATCH';

/** The schemas of one operation, as the document says them. */
async function described(method: Method, path: string) {
  const { json } = await api('GET', '/openapi.json');
  const operation = json.paths[path]?.[method.toLowerCase()];
  const body: TSchema = operation.requestBody?.content['application/json'].schema;
  const answer = (status: number): TSchema =>
    operation.responses[status].content['application/json'].schema;
  return { body, answer };
}

function fits(schema: TSchema, value: unknown): void {
  const errors = Errors(schema, value).map(({ instancePath, message }) => [instancePath, message]);
  assert.deepEqual(errors, [], JSON.stringify(value));
}

/** Sends what the documentation says can be sent, and compares what is answered. */
async function sent(method: 'POST' | 'PATCH', type: string, id: string | undefined, body: object) {
  const at = id === undefined ? `/items/${type}` : `/items/${type}/${id}`;
  const schemas = await described(method, id === undefined ? at : `/items/${type}/{id}`);
  fits(schemas.body, body);
  const { status, json } = await api(method, at, body, id === undefined ? {} : { 'if-match': '*' });
  assert.equal(status, id === undefined ? 201 : 200, JSON.stringify(json));
  fits(schemas.answer(status), json);
  return json;
}

/** Neither the documentation nor the site takes it. */
async function refused(method: 'POST' | 'PATCH', type: string, id: string, body: object) {
  const isNew = method === 'POST';
  const schemas = await described(method, isNew ? `/items/${type}` : `/items/${type}/{id}`);
  assert.equal(Check(schemas.body, body), false, JSON.stringify(body));
  const at = isNew ? `/items/${type}` : `/items/${type}/${id}`;
  assert.equal((await api(method, at, body, { 'if-match': '*' })).status, 422);
}

async function readsFit(type: string, id: string) {
  for (const [path, url] of [
    [`/items/${type}`, `/items/${type}`],
    [`/items/${type}/{id}`, `/items/${type}/${id}`],
    [`/items/${type}/{id}/revisions`, `/items/${type}/${id}/revisions`],
  ] as const) {
    const { answer } = await described('GET', path);
    const { status, json } = await api('GET', url);
    assert.equal(status, 200);
    fits(answer(200), json);
  }
}

async function addType(type: string, more: object, fields: readonly object[]) {
  const made = await api('POST', '/item-types', { type, name: type, ...more });
  assert.equal(made.status, 201, JSON.stringify(made.json));
  for (const field of fields) await addField(type, field);
}

async function addField(type: string, field: object) {
  const { status, json } = await api('POST', `/item-types/${type}/fields`, field);
  assert.equal(status, 201, JSON.stringify(json));
}

test('a field of each kind is taken and answered as it is described', async () => {
  const kinds = site.items.fieldTypes
    .list()
    .filter(({ name }) => !['compound', 'reference', 'file', 'image', 'list'].includes(name));
  assert.ok(kinds.length > 8);
  await addType(
    'sheet',
    {},
    kinds.map(({ name }) => ({ name, field_type: name, label: name, required: true })),
  );
  const fields = Object.fromEntries(kinds.map(({ name, example }) => [name, example]));
  const { id } = await sent('POST', 'sheet', undefined, { title: 'All', fields });
  await sent('PATCH', 'sheet', id, {});
  await sent('PATCH', 'sheet', id, { title: 'Still all', fields: { integer: fields['integer'] } });
  await readsFit('sheet', id);
  await refused('POST', 'sheet', id, { title: 'None' });
  await refused('POST', 'sheet', id, { title: 'None', fields: {} });
  await refused('POST', 'sheet', id, { fields });
  await refused('PATCH', 'sheet', id, { fields: { integer: null } });
  await refused('PATCH', 'sheet', id, { colour: 'red' });
});

test('content without titles needs none, and is answered with one', async () => {
  await addType('remark', { has_title: false }, [
    { name: 'says', field_type: 'text', label: 'Says' },
  ]);
  const made = await sent('POST', 'remark', undefined, { fields: { says: { value: 'Ahoy' } } });
  assert.equal(made.title, 'Ahoy');
  await sent('PATCH', 'remark', made.id, { fields: { says: null } });
  await readsFit('remark', made.id);
});

test('what was made before a field was required is answered without it', async () => {
  await addType('walk', {}, [{ name: 'gone', field_type: 'text', label: 'Gone' }]);
  const fields = { gone: { value: 'by and by' } };
  const { id } = await sent('POST', 'walk', undefined, { title: 'Old', fields });
  await addField('walk', { name: 'miles', field_type: 'integer', label: 'Miles', required: true });
  await addField('walk', {
    name: 'stops',
    field_type: 'text',
    label: 'Stops',
    required: true,
    cardinality: -1,
  });
  await api('DELETE', '/item-types/walk/fields/gone?accept_loss=true');
  await readsFit('walk', id);
  await sent('PATCH', 'walk', id, { title: 'Old still' });
  await refused('POST', 'walk', id, { title: 'New', fields: { miles: { value: 3 }, stops: [] } });
  const stops = [{ value: 'A bench' }];
  await sent('PATCH', 'walk', id, { fields: { stops } });
  await sent('POST', 'walk', undefined, { title: 'New', fields: { miles: { value: 3 }, stops } });
  await readsFit('walk', id);
});
