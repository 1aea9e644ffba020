import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { Type } from 'typebox';
import { NotAllowed } from '#base';
import type { Endpoint } from '#grammar/routes';
import { openTestWeb } from '../../test/support/web.ts';

const body = Type.Object(
  {
    title: Type.String({ minLength: 2 }),
    fields: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    promote: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
  },
  { additionalProperties: false },
);
const endpoint = (more: Partial<Endpoint>): Endpoint => ({
  method: 'GET',
  path: '/things/{id}',
  operationId: 'getThing',
  summary: 'One thing',
  tag: 'Things',
  scope: 'read',
  answers: { 200: { description: 'The thing' } },
  handle: async ({ ctx, params }) => ({
    status: 200,
    headers: { etag: '"r1"' },
    body: { id: params['id'], actor: ctx.actor.name },
  }),
  ...more,
});
const create = endpoint({
  method: 'POST',
  path: '/things',
  operationId: 'createThing',
  scope: 'write',
  body,
  handle: async ({ body }) => ({ status: 201, body }),
});
const endpoints = [{ endpoints: [endpoint({}), create] }];
const writer = { authorization: 'Bearer writer' };

async function post(payload: string | Buffer, headers: Record<string, string> = {}) {
  await using web = await openTestWeb({ endpoints });
  const all = { 'content-type': 'application/json', ...writer, ...headers };
  const answer = await web.app.inject({
    method: 'POST',
    url: '/api/v1/things',
    headers: all,
    payload,
  });
  return { status: answer.statusCode, headers: answer.headers, json: answer.json() };
}

describe('an endpoint', () => {
  it('answers JSON with the headers it gives', async () => {
    await using web = await openTestWeb({ endpoints });
    const answer = await web.app.inject({ url: '/api/v1/things/7', headers: writer });
    assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8');
    assert.equal(answer.headers.etag, '"r1"');
    assert.deepEqual(answer.json(), { id: '7', actor: 'Ada' });
    const head = await web.app.inject({
      method: 'HEAD',
      url: '/api/v1/things/7',
      headers: writer,
    });
    assert.equal(head.statusCode, 200);
    assert.equal(head.body, '');
  });

  it('wants a token that holds and has the scope', async () => {
    await using web = await openTestWeb({ endpoints });
    const ask = async (method: 'GET' | 'POST', headers: Record<string, string>) => {
      const url = `/api/v1/things${method === 'GET' ? '/7' : ''}`;
      const { statusCode, ...answer } = await web.app.inject({ method, url, headers });
      return {
        statusCode,
        code: answer.json().code,
        ...(statusCode === 401 ? { namesPage: answer.body.includes('API tokens') } : {}),
        challenge: answer.headers['www-authenticate'],
      };
    };
    assert.equal((await ask('GET', {})).statusCode, 200);
    assert.deepEqual(await ask('POST', {}), {
      statusCode: 401,
      code: 'web.token_required',
      namesPage: true,
      challenge: 'Bearer realm="trovato"',
    });
    assert.equal((await ask('GET', { authorization: 'Bearer gone' })).code, 'web.bad_token');
    assert.equal((await ask('GET', { authorization: 'Basic YTpi' })).code, 'web.bad_token');
    assert.deepEqual(await ask('POST', { authorization: 'Bearer reader' }), {
      statusCode: 403,
      code: 'web.scope_missing',
      challenge: undefined,
    });
  });

  it('takes a session only from a script of this site', async () => {
    await using web = await openTestWeb({ endpoints });
    const cookie = 'trovato_session=ada';
    const actor = async (headers: Record<string, string>) =>
      (await web.app.inject({ url: '/api/v1/things/7', headers: { cookie, ...headers } })).json();
    assert.equal((await actor({})).actor, 'Anonymous');
    assert.equal((await actor({ 'x-requested-with': 'fetch' })).actor, 'Ada');
    const crossSite = { 'x-requested-with': 'fetch', 'sec-fetch-site': 'cross-site' };
    assert.equal((await actor(crossSite)).code, 'web.cross_site');
  });

  it('says 401 to nobody and 403 to somebody who may not', async () => {
    const refuse = endpoint({ handle: () => Promise.reject(new NotAllowed('x.no', 'No.')) });
    await using web = await openTestWeb({ endpoints: [{ endpoints: [refuse] }] });
    const status = async (headers: Record<string, string>) =>
      (await web.app.inject({ url: '/api/v1/things/7', headers })).statusCode;
    assert.equal(await status({}), 401);
    assert.equal(await status(writer), 403);
  });

  it('that does not exist is a problem too', async () => {
    await using web = await openTestWeb({ endpoints });
    const answer = await web.app.inject('/api/v1/nothing');
    assert.equal(answer.statusCode, 404);
    assert.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8');
    assert.equal(answer.json().code, 'web.not_found');
    const method = await web.app.inject({ method: 'PUT', url: '/api/v1/things/7' });
    assert.equal(method.statusCode, 405);
    assert.equal(method.headers.allow, 'GET, HEAD');
    assert.equal(method.json().code, 'web.method_not_allowed');
  });

  it('says what it can be asked for, and refuses everything else with that', async () => {
    await using web = await openTestWeb({ endpoints });
    const answer = await web.app.inject({ method: 'OPTIONS', url: '/api/v1/things/7' });
    assert.equal(answer.statusCode, 204);
    assert.equal(answer.headers.allow, 'GET, HEAD, OPTIONS');
    assert.equal(answer.body, '');
    const nothing = await web.app.inject({ method: 'OPTIONS', url: '/api/v1/nothing' });
    assert.equal(nothing.statusCode, 404);
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'TRACE'] as const) {
      const refused = await web.app.inject({ method, url: '/api/v1/things/7' });
      assert.equal(refused.statusCode, 405, method);
      assert.equal(refused.headers.allow, 'GET, HEAD');
    }
  });

  it('tells who has its answer already only that', async () => {
    await using web = await openTestWeb({ endpoints });
    const ask = (tag: string) =>
      web.app.inject({ url: '/api/v1/things/7', headers: { ...writer, 'if-none-match': tag } });
    for (const tag of ['"r1"', 'W/"r1"', '"r0", "r1"', '*']) {
      const answer = await ask(tag);
      assert.equal(answer.statusCode, 304, tag);
      assert.equal(answer.body, '');
      assert.equal(answer.headers.etag, '"r1"');
      assert.match(String(answer.headers.vary), /authorization/);
    }
    assert.equal((await ask('"r0"')).statusCode, 200);
  });
});

describe('a JSON body', () => {
  it('is given to the handler as it is', async () => {
    const { status, json } = await post('{"title":"Ä \\u0000","fields":{"a":[{"b":1}]}}');
    assert.equal(status, 201);
    assert.deepEqual(json, { title: 'Ä \0', fields: { a: [{ b: 1 }] } });
  });

  it('that is too large is refused to who sends all of it before they listen', async () => {
    await using web = await openTestWeb({ endpoints });
    const { port } = new URL(await web.app.listen({ port: 0, host: '127.0.0.1' }));
    const body = Buffer.alloc(5 * 1024 * 1024, 'x');
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      `POST /api/v1/things HTTP/1.1\r\nhost: site.test\r\nauthorization: Bearer writer\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`,
    );
    await new Promise((sent, failed) => socket.once('error', failed).write(body, sent));
    const [answer]: Buffer[] = await once(socket, 'data');
    socket.destroy();
    assert.match(String(answer), /^HTTP\/1\.1 413 /);
  });

  it('that is broken is refused with the place', async () => {
    const { status, json } = await post('{\n  "title": "A",\n  "promote": tru\n}');
    assert.equal(status, 400);
    assert.equal(json.code, 'web.bad_json');
    assert.match(json.detail, /"t" is not expected at line 3, column 14/);
    assert.match((await post('{"title": "A"')).json.detail, /ends too early, at line 1, column 14/);
    assert.match((await post('')).json.detail, /ends too early, at line 1, column 1/);
    assert.equal((await post(Buffer.from([0x22, 0xff, 0x22]))).json.code, 'web.not_utf8');
  });

  it('that is not as the endpoint takes it is refused with pointers', async () => {
    const { status, json } = await post('{"title":7,"a/b":1,"promote":"x"}');
    assert.equal(status, 422);
    assert.deepEqual(json.errors, [
      { pointer: '/a~1b', code: 'unknown_field', message: 'There is no field "a/b" here.' },
      { pointer: '/title', code: 'wrong_type', message: 'This must be a string.' },
      { pointer: '/promote', code: 'wrong_type', message: 'This must be a boolean or null.' },
    ]);
    assert.deepEqual((await post('{}')).json.errors, [
      { pointer: '/title', code: 'required', message: 'This is required.' },
    ]);
    assert.equal((await post('[]')).json.errors[0].message, 'This must be an object.');
    assert.equal((await post('{"title":"x"}')).json.errors[0].code, 'minLength');
  });

  it('of 5 MB gets the limit named', async () => {
    const { status, json } = await post(`{"title":"${'x'.repeat(5 * 1024 * 1024)}"}`);
    assert.equal(status, 413);
    assert.equal(json.code, 'web.body_too_large');
    assert.match(json.detail, /1 MB/);
  });

  it('of 200 levels is refused before anything walks through it', async () => {
    const deep = `{"title":"Deep","fields":${'['.repeat(200)}${']'.repeat(200)}}`;
    const { status, json } = await post(deep);
    assert.equal(status, 422);
    assert.equal(json.code, 'web.too_deep');
    assert.equal((await post(`{"title":"${'['.repeat(200)}\\"${'{'.repeat(99)}"}`)).status, 201);
  });

  it('cannot change what objects are by __proto__', async () => {
    const { status, json } = await post('{"title":"Ab","__proto__":{"isAdmin":true}}');
    assert.equal(status, 422);
    assert.equal(json.errors[0].pointer, '/__proto__');
    assert.equal(Object.hasOwn(Object.prototype, 'isAdmin'), false);
  });

  it('of another kind is refused', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx']) {
      const { status, json } = await post('{}', { 'content-type': type });
      assert.equal(status, 415, type);
      assert.match(json.detail, /send application\/json\.$/, type);
    }
    assert.equal(
      (await post('{"title":"Ab"}', { 'content-type': 'application/json; charset=utf-8' })).status,
      201,
    );
  });

  it('where a file is taken is told that it has to be multipart', async () => {
    const upload = endpoint({
      method: 'POST',
      path: '/files',
      scope: 'write',
      takesUploads: true,
      handle: async ({ uploads }) => ({ status: 200, body: uploads.length }),
    });
    await using web = await openTestWeb({ endpoints: [{ endpoints: [upload] }] });
    const headers = { ...writer, 'content-type': 'image/png' };
    const url = '/api/v1/files';
    const answer = await web.app.inject({ method: 'POST', url, headers, payload: 'pixels' });
    assert.equal(answer.statusCode, 415);
    assert.match(answer.json().detail, /send multipart\/form-data\.$/);
  });
});
