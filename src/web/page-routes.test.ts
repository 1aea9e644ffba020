import assert from 'node:assert/strict';
import { get, type IncomingMessage } from 'node:http';
import { readFile, stat } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { InvalidInput, NotAllowed } from '#base';
import { paragraph } from '#grammar/render';
import type { PageAnswer, PageRoute, PageView } from '#grammar/routes';
import { openTestWeb } from '../../test/support/web.ts';

const view = (title: string): PageView => ({ kind: 'page', title, body: paragraph(title) });
const page = (path: string, handle: PageRoute['handle'], more: Partial<PageRoute> = {}) =>
  ({ methods: ['GET'], path, handle, ...more }) satisfies PageRoute;
const redirect = (to: string): PageAnswer => ({ kind: 'redirect', to });
const asAda = { cookies: { trovato_session: 'ada' } };
const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('a page', () => {
  it('is drawn by the theme with its parameters and query', async () => {
    await using web = await openTestWeb({
      pages: [
        page('/item/{id}', async ({ params, query }) => view(`${params['id']} ${query.get('a')}`)),
      ],
    });
    const answer = await web.app.inject('/item/7?a=%C3%A9');
    assert.equal(answer.statusCode, 200);
    assert.equal(answer.headers['content-type'], 'text/html; charset=utf-8');
    assert.equal(answer.json().view.title, '7 é');
  });

  it('carries the security headers, and so do errors', async () => {
    await using web = await openTestWeb({ pages: [page('/', async () => view('Front'))] });
    for (const url of ['/', '/nowhere', '/api/v1/nowhere', '/health/live', '/%']) {
      const { headers } = await web.app.inject(url);
      assert.match(String(headers['content-security-policy']), /default-src 'none'/, url);
      assert.doesNotMatch(String(headers['content-security-policy']), /unsafe/);
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.ok(headers['referrer-policy'] && headers['permissions-policy'], url);
      assert.equal(headers['strict-transport-security'], undefined);
      assert.ok(headers['x-request-id']);
    }
  });

  it('tells browsers to stay on TLS when the site is on TLS, and hides cookies from plain HTTP', async () => {
    await using web = await openTestWeb({
      settings: { secret: 's', baseUrl: 'https://site.test', production: true },
      pages: [page('/', async () => ({ kind: 'redirect', to: '/next', session: 'token' }))],
    });
    const { headers } = await web.app.inject('/');
    assert.match(String(headers['strict-transport-security']), /max-age=/);
    assert.match(String(headers['set-cookie']), /Secure/);
  });

  it('answers HEAD without a body', async () => {
    await using web = await openTestWeb({ pages: [page('/', async () => view('Front'))] });
    const answer = await web.app.inject({ method: 'HEAD', url: '/' });
    assert.equal(answer.statusCode, 200);
    assert.equal(answer.body, '');
  });

  it('says which methods there are when it is asked for another', async () => {
    await using web = await openTestWeb({ pages: [page('/', async () => view('Front'))] });
    const answer = await web.app.inject({ method: 'DELETE', url: '/' });
    assert.equal(answer.statusCode, 405);
    assert.equal(answer.headers.allow, 'GET, HEAD');
  });

  it('is found without the slash that somebody typed at its end', async () => {
    await using web = await openTestWeb({ pages: [page('/about', async () => view('About'))] });
    const answer = await web.app.inject('/about/?a=1');
    assert.equal(answer.statusCode, 308);
    assert.equal(answer.headers.location, '/about?a=1');
    assert.equal((await web.app.inject('//evil.test/')).statusCode, 404);
  });

  it('is never looked for on another host, however its address is written', async () => {
    await using web = await openTestWeb();
    const { port } = new URL(await web.app.listen({ port: 0, host: '127.0.0.1' }));
    // Clients that make an address readable would not send it like this.
    const ask = (path: string) =>
      new Promise<IncomingMessage>((resolve, reject) => {
        get({ port, path, agent: false }, resolve).on('error', reject);
      });
    for (const path of ['//evil.test/', '/\\evil.test/', '/.//evil.test/', '/\\/evil.test/']) {
      const answer = await ask(path);
      answer.resume();
      assert.equal(answer.statusCode, 404, path);
      assert.equal(answer.headers.location, undefined);
    }
    const answer = await ask('/about/?to=//evil.test');
    answer.resume();
    assert.equal(answer.headers.location, '/about?to=//evil.test');
  });

  it('says what it can be asked for, without doing anything', async () => {
    const { methods: _methods, ...form } = page('/form', async () => assert.fail());
    const changing = page('/changing', async () => assert.fail());
    await using web = await openTestWeb({
      pages: [{ ...form, methods: ['GET', 'POST'] }],
      changingPages: [{ pages: () => [changing] }],
    });
    const options = (url: string) => web.app.inject({ method: 'OPTIONS', url });
    const answer = await options('/form');
    assert.equal(answer.statusCode, 204);
    assert.equal(answer.headers.allow, 'GET, HEAD, POST, OPTIONS');
    assert.equal(answer.body, '');
    assert.equal((await options('/changing')).headers.allow, 'GET, HEAD, OPTIONS');
    assert.equal((await options('/nowhere')).statusCode, 404);
  });

  it('sends an anonymous visitor to sign in and back, and tells others what they lack', async () => {
    await using web = await openTestWeb({
      pages: [
        page('/mine', async () => view('Mine'), { signedIn: true }),
        page('/work', async () => view('Work'), { permission: 'work' }),
        page('/power', async () => view('Power'), { permission: 'administer' }),
        page('/thing', () => Promise.reject(new NotAllowed('x.no', 'No.'))),
      ],
    });
    for (const path of ['/mine', '/work', '/thing']) {
      const answer = await web.app.inject(`${path}?a=1`);
      assert.equal(answer.statusCode, 303);
      assert.equal(answer.headers.location, `/user/login?to=${encodeURIComponent(`${path}?a=1`)}`);
    }
    assert.equal((await web.app.inject({ url: '/mine', ...asAda })).statusCode, 200);
    assert.equal((await web.app.inject({ url: '/work', ...asAda })).statusCode, 200);
    const refused = await web.app.inject({ url: '/power', ...asAda });
    assert.equal(refused.statusCode, 403);
    assert.match(refused.body, /“administer”/);
  });

  it('shows the sections of the administration that one may open', async () => {
    const section = { label: 'Content', description: 'All of it', icon: 'file', weight: 0 };
    await using web = await openTestWeb({
      pages: [
        page('/admin/content', async () => view('Content'), { permission: 'work', section }),
        page('/admin/power', async () => view('Power'), { permission: 'administer', section }),
        page('/admin/content/trash', async () => view('Trash')),
      ],
    });
    const { site } = (await web.app.inject({ url: '/admin/content/trash', ...asAda })).json();
    assert.deepEqual(
      site.adminMenu.map(({ url }: { url: string }) => url),
      ['/admin/content'],
    );
    assert.deepEqual((await web.app.inject('/admin/content/trash')).json().site.adminMenu, []);
  });

  it('answers a part of itself to htmx and sends it on with a whole page', async () => {
    await using web = await openTestWeb({
      pages: [
        page('/list', async ({ fragment }) =>
          fragment === undefined ? view('List') : { kind: 'fragment', body: paragraph(fragment) },
        ),
        page('/go', async () => ({ kind: 'redirect', to: '/list' })),
      ],
    });
    const htmx = {
      'hx-request': 'true',
      'hx-request-type': 'partial',
      'hx-target': 'div#rows',
    };
    assert.match((await web.app.inject({ url: '/list', headers: htmx })).body, /"rows"/);
    const gone = await web.app.inject({ url: '/go', headers: htmx });
    assert.equal(gone.statusCode, 204);
    assert.equal(gone.headers['hx-redirect'], '/list');
  });
});

describe('a form', () => {
  const echo: PageRoute = page(
    '/form',
    async ({ method, body, formKey }) =>
      view(`${method} ${JSON.stringify([...body.values])} ${formKey}`),
    { methods: ['GET', 'POST'] },
  );

  it('gives its values in the order in which they were sent', async () => {
    await using web = await openTestWeb({ pages: [echo] });
    const answer = await web.app.inject({
      method: 'POST',
      url: '/form',
      headers: form,
      payload: 'a=1&b=2&a=%C3%A9+x',
    });
    assert.match(answer.json().view.title, /\["a",\["1","é x"\]\],\["b",\["2"\]\]/);
  });

  it('is tied to a cookie that only a page with a form sets', async () => {
    await using web = await openTestWeb({ pages: [echo, page('/', async () => view('Front'))] });
    assert.equal((await web.app.inject('/')).headers['set-cookie'], undefined);
    const first = await web.app.inject('/form');
    const [cookie] = first.cookies;
    assert.ok(cookie);
    assert.match(String(first.headers['set-cookie']), /HttpOnly; SameSite=Lax/);
    const again = await web.app.inject({
      url: '/form',
      cookies: { [cookie.name]: cookie.value },
    });
    assert.equal(again.headers['set-cookie'], undefined);
    assert.equal(again.json().view.title, first.json().view.title);
    const forged = await web.app.inject({ url: '/form', cookies: { [cookie.name]: 'x' } });
    assert.notEqual(forged.json().view.title, first.json().view.title);
  });

  it('is refused when another site sends it', async () => {
    await using web = await openTestWeb({ pages: [echo] });
    const post = (headers: Record<string, string>) =>
      web.app.inject({ method: 'POST', url: '/form', headers: { ...form, ...headers } });
    const status = async (headers: Record<string, string>) => (await post(headers)).statusCode;
    assert.equal(await status({ 'sec-fetch-site': 'same-origin' }), 200);
    assert.equal(await status({ origin: 'http://site.test' }), 200);
    assert.equal(await status({ 'sec-fetch-site': 'cross-site' }), 403);
    assert.equal(await status({ 'sec-fetch-site': 'same-site' }), 403);
    assert.equal(await status({ origin: 'http://evil.test' }), 403);
    assert.equal(await status({ origin: 'null' }), 403);
  });

  it('of more than 2 MB gets the limit named', async () => {
    await using web = await openTestWeb({ pages: [echo] });
    const answer = await web.app.inject({
      method: 'POST',
      url: '/form',
      headers: form,
      payload: `a=${'x'.repeat(5 * 1024 * 1024)}`,
    });
    assert.equal(answer.statusCode, 413);
    assert.match(answer.body, /2 MB/);
  });

  it('of another kind is refused', async () => {
    await using web = await openTestWeb({ pages: [echo] });
    const post = (type: string, payload: string) =>
      web.app.inject({
        method: 'POST',
        url: '/form',
        headers: { 'content-type': type },
        payload,
      });
    const json = await post('application/json', '{}');
    assert.equal(json.statusCode, 415);
    assert.match(json.body, /send application\/x-www-form-urlencoded or multipart\/form-data\./);
    assert.equal((await post('multipart/form-data', 'x')).statusCode, 400);
  });

  it('brings uploads as files that are gone afterwards unless somebody took them', async () => {
    let kept = '';
    await using web = await openTestWeb({
      pages: [
        page(
          '/upload',
          async ({ body }) => {
            const [upload] = body.uploads.get('picture') ?? [];
            assert.ok(upload);
            kept = upload.path;
            return view(`${upload.filename} ${upload.size} ${await readFile(kept, 'utf8')}`);
          },
          { methods: ['POST'] },
        ),
      ],
    });
    const data = new FormData();
    data.set('title', 'A picture');
    data.set('empty', new File([], ''));
    data.set('picture', new File(['pixels'], 'a ü.png', { type: 'image/png' }));
    const request = new Request('http://site.test', { method: 'POST', body: data });
    const answer = await web.app.inject({
      method: 'POST',
      url: '/upload',
      headers: { 'content-type': String(request.headers.get('content-type')) },
      payload: Buffer.from(await request.arrayBuffer()),
    });
    assert.equal(answer.json().view.title, 'a ü.png 6 pixels');
    await assert.rejects(stat(kept), { code: 'ENOENT' });
  });
});

describe('messages', () => {
  const pages = [
    page('/save', async () => ({
      kind: 'redirect',
      to: '/done',
      messages: [{ tone: 'positive', text: 'Saved “Ä”.' }],
    })),
    page('/done', async () => view('Done')),
  ];

  it('are shown after the redirect, once', async () => {
    await using web = await openTestWeb({ pages });
    const saved = await web.app.inject('/save');
    assert.equal(saved.statusCode, 303);
    const [cookie] = saved.cookies;
    assert.ok(cookie);
    const done = await web.app.inject({ url: '/done', cookies: { [cookie.name]: cookie.value } });
    assert.equal(done.json().view.messages[0].text, 'Saved “Ä”.');
    assert.match(String(done.headers['set-cookie']), /trovato_messages=;/);
  });

  it('that somebody changed are not shown', async () => {
    await using web = await openTestWeb({ pages });
    const forged = Buffer.from('{"at":1e15,"messages":[{"text":"Call this number"}]}');
    for (const value of [`${forged.toString('base64url')}.x`, 'x', '.', '']) {
      const done = await web.app.inject({ url: '/done', cookies: { trovato_messages: value } });
      assert.equal(done.json().view.messages, undefined);
    }
  });

  it('never lead to another site', async () => {
    await using web = await openTestWeb({
      pages: [page('/go', async ({ query }) => redirect(query.get('to') ?? ''))],
    });
    for (const target of ['//evil.test', '/\\evil.test', 'https://evil.test', 'javascript:1', '']) {
      const answer = await web.app.inject(`/go?to=${encodeURIComponent(target)}`);
      assert.equal(answer.statusCode, 400, target);
    }
    assert.equal((await web.app.inject('/go?to=/a%3Fb=ü')).headers.location, '/a?b=%C3%BC');
  });
});

describe('an error page', () => {
  it('says what happened and what the log calls it, and nothing of our inside', async () => {
    await using web = await openTestWeb({
      pages: [page('/broken', () => Promise.reject(new Error('secret of the inside')))],
    });
    const answer = await web.app.inject('/broken');
    assert.equal(answer.statusCode, 500);
    assert.match(answer.body, /Reference: /);
    assert.ok(answer.body.includes(String(answer.headers['x-request-id'])));
    assert.doesNotMatch(answer.body, /secret|\.ts|at /);
  });

  it('comes for addresses that cannot be', async () => {
    await using web = await openTestWeb({
      pages: [page('/item/{id}', async ({ params }) => view(String(params['id'])))],
    });
    const status = async (url: string) => (await web.app.inject(url)).statusCode;
    assert.equal(await status('/item/%00'), 400);
    assert.equal(await status('/item/1?a=%00'), 400);
    assert.equal(await status('/item/%ED%A0%80'), 400);
    assert.equal(await status('/item/%'), 400);
    assert.equal(await status('/item/../../etc/passwd'), 404);
    assert.equal(await status(`/item/${'a'.repeat(2_000)}`), 404);
    assert.equal(await status(`/${'a'.repeat(9_000)}`), 414);
    assert.equal(await status('/nowhere'), 404);
  });

  it('is plain text when even it cannot be drawn', async () => {
    await using web = await openTestWeb({
      drawing: {
        prepare: async (_ctx, view) => view,
        prepareTexts: async () => ({}),
        renderPage: () => {
          throw new Error('the theme is broken');
        },
        renderFragment: () => assert.fail(),
      },
    });
    const answer = await web.app.inject('/nowhere');
    assert.equal(answer.statusCode, 404);
    assert.match(answer.body, /^Nothing here\n/);
  });

  it('is problem+json for a program', async () => {
    const problems = [{ pointer: '/title', code: 'required', message: 'This is required.' }];
    await using web = await openTestWeb({
      pages: [
        page('/save', () =>
          Promise.reject(new InvalidInput('item.invalid', 'Not saved.', { problems })),
        ),
      ],
    });
    const answer = await web.app.inject({ url: '/save', headers: { accept: 'application/json' } });
    assert.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8');
    const { reference, instance, ...rest } = answer.json();
    assert.equal(instance, `urn:trovato:request:${reference}`);
    assert.deepEqual(rest, {
      type: 'urn:trovato:problem:item.invalid',
      title: 'That cannot be saved as it is',
      status: 422,
      detail: 'Not saved.',
      code: 'item.invalid',
      errors: problems,
    });
  });
});
