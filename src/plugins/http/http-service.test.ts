import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isObject, type Json } from '#base';
import { systemContext } from '#grammar/access';
import { openTestHosts } from '../../../test/support/hosts.ts';
import { Refusal } from '../host/refusal.ts';
import { createHttpService } from './http-service.ts';
import { isPublicAddress } from './public-address.ts';

const MEBIBYTE = 2 ** 20;

let hosts: Awaited<ReturnType<typeof openTestHosts>>;
before(async () => {
  hosts = await openTestHosts();
});
after(() => hosts[Symbol.dispose]());

interface Asked {
  readonly path?: string;
  readonly url?: string;
  readonly method?: string;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string;
}

const names: string[] = [];
/** Names that lead to the test's servers; where `public.test` leads is what `leads` says. */
let leads: readonly string[] = ['127.0.0.1'];

function open({ threads = 8, granted = [] as readonly string[] } = {}) {
  const { near, far } = hosts;
  const { fetch } = createHttpService({
    threads,
    network: {
      async resolve(host) {
        names.push(host);
        if (host === 'nowhere.test') throw Object.assign(new Error(), { code: 'ENOTFOUND' });
        return leads.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
      },
      // Only this server of this machine stands for the internet.
      permits: (address, port) =>
        (address === '127.0.0.1' && port === far) || isPublicAddress(address),
    },
  });
  const listed = [`public.test:${far}`, `other.test:${far}`, `inside.test:${near}`, ...granted];
  const capabilities = listed.map((host) => `http:${host}` as const);
  return async (
    { path = '/echo', url = `http://public.test:${far}${path}`, ...rest }: Asked,
    { within = 5_000, writes = true, plugin = 'one', ctx = systemContext() } = {},
  ): Promise<Readonly<Record<string, Json>>> => {
    const caller = { name: plugin, capabilities, tables: {} };
    const answer = await fetch(ctx, caller, { request: { url, ...rest }, writes, within });
    assert.ok(isObject(answer));
    return answer;
  };
}

function textOf({ body }: Readonly<Record<string, Json>>): string {
  assert.ok(typeof body === 'string');
  return body;
}

/** What comes back of `/echo`. */
async function echoed(answer: Promise<Readonly<Record<string, Json>>>) {
  return JSON.parse(textOf(await answer)) as {
    method: string;
    headers: Record<string, string>;
    body: string;
  };
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    return `${error.reason}: ${error.message}`;
  }
  return 'it went well';
}

test('a plugin asks a host for something, and sends something', async () => {
  const ask = open();
  const { status, url, headers, body } = await ask({ path: '/missing#part' });
  assert.deepEqual([status, body], [404, 'Not here']);
  assert.equal(url, `http://public.test:${hosts.far}/missing`);
  assert.ok(isObject(headers));
  const sent = await echoed(
    ask({ method: 'POST', headers: { 'Content-Type': 'text/plain', 'X-Key': 'k' }, body: 'é' }),
  );
  assert.deepEqual([sent.method, sent.body], ['POST', 'é']);
  assert.equal(sent.headers['content-type'], 'text/plain');
  assert.equal(sent.headers['x-key'], 'k');
  assert.equal(sent.headers['user-agent'], 'Trovato');
  const answer = await ask({});
  assert.ok(isObject(answer['headers']));
  assert.equal(answer['headers']['x-of'], 'the host');
  assert.equal('set-cookie' in answer['headers'], false);
  assert.equal((await ask({ method: 'HEAD' }))['body'], '');
});

test('what is packed, or in another alphabet, comes as text; what is no text does not come', async () => {
  const ask = open();
  for (const path of ['/gzip', '/br']) assert.equal((await ask({ path }))['body'], 'Ebb and flow');
  assert.equal((await ask({ path: '/latin' }))['body'], 'ébb');
  assert.match(await refusalOf(ask({ path: '/bytes' })), /^unavailable: The answer is no text/);
  assert.match(await refusalOf(ask({ path: '/compress' })), /^unavailable: .* not asked for/);
});

test('only hosts that were granted are asked, however they are written', async () => {
  const ask = open();
  const { far } = hosts;
  const elsewhere = [
    ['http://example.org/', 'http:example.org'],
    [`https://public.test:${far + 1}/`, `http:public.test:${far + 1}`],
    ['http://public.test/', 'http:public.test'],
    [`http://public.test.:${far}/`, `http:public.test.:${far}`],
    [`http://sub.public.test:${far}/`, `http:sub.public.test:${far}`],
    ['http://[::1]/', 'http:[::1]'],
    ['http://2130706433/', 'http:127.0.0.1'],
    ['http://0x7f.1/', 'http:127.0.0.1'],
    ['http://0177.0.0.1/', 'http:127.0.0.1'],
    ['http://[::ffff:169.254.169.254]/', 'http:[::ffff:a9fe:a9fe]'],
  ] as const;
  for (const [url, host] of elsewhere) {
    assert.equal(await refusalOf(ask({ url })), `not-granted: ${host}`);
  }
  for (const url of ['ftp://public.test/', 'file:///etc/passwd', 'data:,x', '/path', '']) {
    assert.match(await refusalOf(ask({ url })), /^invalid: /, url);
  }
  const named = `http://ann:secret@public.test:${far}/`;
  assert.match(await refusalOf(ask({ url: named })), /^invalid: .*no name and no password/);
});

test('a host that is near is not asked, though it was granted', async () => {
  const { near } = hosts;
  const written = [`127.0.0.1:${near}`, `[::1]:${near}`, `inside.test:${near}`];
  const ask = open({ granted: written, threads: 16 });
  const answers = [...written, `2130706433:${near}`, `0x7f.1:${near}`].map((host) =>
    refusalOf(ask({ url: `http://${host}/echo` })),
  );
  for (const said of await Promise.all(answers)) {
    assert.match(said, /^not-allowed: .* is not on the public internet/);
  }
  assert.equal(hosts.insideAsked(), 0);
});

test('a name that has a near address beside a public one is not asked', async () => {
  const ask = open();
  for (const address of [
    '10.0.0.1',
    '::1',
    '::ffff:127.0.0.1',
    '169.254.169.254',
    'fe80::1%eth0',
  ]) {
    leads = ['127.0.0.1', address];
    assert.match(await refusalOf(ask({})), /^not-allowed: .*public internet/, address);
  }
  leads = ['127.0.0.1'];
});

test('the connection is made to the address that was checked, and the name is not asked again', async () => {
  const ask = open();
  names.length = 0;
  await ask({});
  assert.deepEqual(names, ['public.test']);
});

test('a host that leads on is followed to hosts that were granted, and to no other', async () => {
  const ask = open();
  const { near, far } = hosts;
  const asked = hosts.insideAsked();
  const via = (url: string, status = 302) => ({
    path: `/once?status=${status}&to=${encodeURIComponent(url)}`,
  });
  const { url } = await ask(via('/echo?x=1'));
  assert.equal(url, `http://public.test:${far}/echo?x=1`);
  const refused: readonly (readonly [string, RegExp])[] = [
    [`http://127.0.0.1:${near}/echo`, /^not-granted: http:127\.0\.0\.1/],
    [`http://2130706433:${near}/echo`, /^not-granted: http:127\.0\.0\.1/],
    [`http://[::1]:${near}/echo`, /^not-granted: http:\[::1\]/],
    [`//inside.test:${near}/echo`, /^not-allowed: .*public internet/],
    ['http://example.org/', /^not-granted: http:example\.org/],
    ['file:///etc/passwd', /^invalid: /],
    ['http://', /^invalid: /],
  ];
  for (const [to, why] of refused) assert.match(await refusalOf(ask(via(to))), why, to);
  assert.equal(hosts.insideAsked(), asked);
  assert.match(await refusalOf(ask({ path: '/again' })), /^unavailable: .*more than 5 times/);
});

test('what is sent goes on only where the host says so, and keys not to another host', async () => {
  const ask = open();
  const { far } = hosts;
  const sent = { method: 'POST', headers: { authorization: 'k', accept: 'text/plain' }, body: 'x' };
  const on = (to: string, status: number) =>
    echoed(ask({ ...sent, path: `/once?status=${status}&to=${encodeURIComponent(to)}` }));
  const found = await on('/echo', 303);
  assert.deepEqual([found.method, found.body, found.headers['authorization']], ['GET', '', 'k']);
  const moved = await on(`http://other.test:${far}/echo`, 307);
  assert.deepEqual([moved.method, moved.body], ['POST', 'x']);
  assert.deepEqual(
    [moved.headers['authorization'], moved.headers['accept']],
    [undefined, 'text/plain'],
  );
});

test('an answer is as large as stated, however it comes, and takes no longer than there is', async () => {
  const ask = open();
  assert.equal(textOf(await ask({ path: '/large' })).length, MEBIBYTE - 1_000);
  for (const path of ['/too-large', '/endless', '/bomb']) {
    assert.match(await refusalOf(ask({ path })), /^too-large: .*more than 1 MiB/, path);
  }
  assert.match(await refusalOf(ask({ path: '/big-head' })), /^unavailable: .*HEADER_OVERFLOW/);
  for (const path of ['/slow', '/silent']) {
    const start = performance.now();
    const said = await refusalOf(ask({ path }, { within: 200 }));
    assert.match(said, /^unavailable: public\.test:\d+ did not answer within 200 ms/);
    assert.ok(performance.now() - start < 1_500);
  }
  assert.match(await refusalOf(ask({}, { within: 0 })), /^unavailable/);
  const url = `http://nowhere.test:1/`;
  const said = await refusalOf(open({ granted: ['nowhere.test:1'] })({ url }));
  assert.equal(said, 'unavailable: nowhere.test:1 cannot be reached: ENOTFOUND.');
});

test('what a plugin may not say is refused in words', async () => {
  const ask = open();
  const cases: readonly (readonly [Asked, RegExp])[] = [
    [{ headers: { Host: 'x' } }, /^invalid: \/headers\/Host is not for plugins/],
    [{ headers: { cookie: 'x' } }, /^invalid: \/headers\/cookie/],
    [{ headers: { 'x-forwarded-for': '1.1.1.1' } }, /^invalid/],
    [{ headers: { 'x y': 'x' } }, /^invalid/],
    [{ headers: { x: 'a\r\nb: c' } }, /^invalid/],
    [{ headers: { x: 'a', X: 'b' } }, /^invalid: \/headers\/X stands there twice/],
    [{ headers: { x: 'a'.repeat(20_000) } }, /^too-large: \/headers/],
    [{ method: 'CONNECT' }, /^invalid: \/method/],
    [{ body: 'x' }, /^invalid: \/body A GET request has none/],
    [{ method: 'POST', body: 'x'.repeat(MEBIBYTE + 1) }, /^too-large: \/body/],
  ];
  for (const [request, why] of cases) assert.match(await refusalOf(ask(request)), why);
});

test('where something is only read nothing is sent, and while something is saved nobody is asked', async () => {
  const ask = open();
  const reading = { writes: false };
  assert.match(await refusalOf(ask({ method: 'POST' }, reading)), /^not-allowed: .*GET and HEAD/);
  assert.equal((await ask({}, reading))['status'], 200);
  // Only that there is one is looked at.
  const ctx = { ...systemContext(), transaction: {} as never };
  assert.match(await refusalOf(ask({}, { ctx })), /^not-allowed: While something is being saved/);
});

test('a plugin waits for foreign hosts in some threads only, and all plugins together not in all', async () => {
  const ask = open({ threads: 4 });
  const wait = (plugin: string) => refusalOf(ask({ path: '/silent' }, { plugin, within: 300 }));
  const said = await Promise.all(['one', 'one', 'one', 'two', 'two'].map(wait));
  assert.deepEqual(
    said.map((one) => one.includes('Too many requests')),
    [false, false, true, false, true],
  );
  assert.equal((await ask({}))['status'], 200);
});
