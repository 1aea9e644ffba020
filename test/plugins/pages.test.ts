import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { openTestDatabase } from '../support/database.ts';
import { openTestKernel, type TestKernel } from '../support/kernel.ts';
import { putPlugin } from '../support/plugin-folders.ts';
import { buildPlugin } from '../support/plugins.ts';

const TAPS = ['perm', 'menu', 'page_callback'];

/** A component that brings `routes` and answers its pages with what `page` makes of `input`. */
function component(
  routes: readonly object[],
  page = 'return null;',
  imports = '',
): Promise<Uint8Array> {
  return buildPlugin(
    TAPS,
    `${imports}
const PERMISSIONS = [{ name: 'read tides', label: 'Read the tides', description: 'High and low.' }];
export function perm(text) { JSON.parse(text); return JSON.stringify(PERMISSIONS); }
export function menu(text) { JSON.parse(text); return JSON.stringify(${JSON.stringify(routes)}); }
export function pageCallback(text) {
  const input = JSON.parse(text);
  return JSON.stringify((() => { ${page} })());
}`,
  );
}

const TIDES = { path: '/tides', title: 'Tides', access: 'public' };

async function enable(
  site: TestKernel,
  bytes: Uint8Array,
  { name = 'tides', version = '1.0.0' } = {},
): Promise<void> {
  await putPlugin(join(site.settings.data, 'plugins'), name, bytes, { taps: TAPS, version });
  await site.plugins.enable(site.system, name, []);
}

test('a page of a plugin comes with it, is drawn like every page, and goes with it', async () => {
  await using site = await openTestKernel();
  const visitor = site.browse();
  assert.equal((await visitor.get('/tides/ostend')).status, 404);
  const bytes = await component(
    [TIDES, { ...TIDES, path: '/tides/:place' }],
    `return { kind: 'page', content: { '#type': 'container', '#children': {
       said: { '#type': 'text', '#value': JSON.stringify([input.route, input.path, input.params, input.query]) },
       bold: { '#type': 'text', '#value': '<b>bold</b>' },
     } } };`,
  );
  await enable(site, bytes);
  const page = await visitor.get('/tides/ost%20end?day=mon&day=tue');
  assert.equal(page.status, 200);
  assert.match(
    page.text,
    /\["\/tides\/:place","\/tides\/ost%20end",\{"place":"ost end"\},\{"day":"mon"\}\]/,
  );
  assert.match(page.html, /<h1[^>]*>Tides</);
  assert.match(page.html, /&lt;b&gt;bold/);
  assert.equal((await visitor.get('/tides/a/b')).status, 404);
  const ask = async (method: 'HEAD' | 'PUT' | 'POST', url: string) => {
    const type = { 'content-type': 'application/json' };
    const sent = method === 'HEAD' ? {} : { headers: type, payload: '{}' };
    const { statusCode, headers } = await site.app.inject({ method, url, ...sent });
    return [statusCode, headers.allow];
  };
  assert.deepEqual(await ask('HEAD', '/tides'), [200, undefined]);
  assert.deepEqual(await ask('PUT', '/tides'), [405, 'GET, HEAD, POST']);
  assert.deepEqual(await ask('POST', '/nowhere'), [404, undefined]);
  assert.equal((await site.app.inject('/tides/')).headers.location, '/tides');
  await site.plugins.disable(site.system, 'tides');
  assert.equal((await visitor.get('/tides/ostend')).status, 404);
});

test('a page needs the permission that it names, and is a section of the administration', async () => {
  await using site = await openTestKernel();
  const admin = { label: 'Tides', description: 'When the sea is there.' };
  const route = { path: '/admin/tides', title: 'Tides', permission: 'read tides', admin };
  await enable(site, await component([route], `return { kind: 'page' };`));
  assert.match((await site.browse().get('/admin/tides')).text, /Sign in/);
  const other = await site.signIn({ permissions: ['access content'] });
  const refused = await other.get('/admin/tides');
  assert.equal(refused.status, 403);
  assert.match(refused.text, /lacks the permission “Read the tides”/);
  const reader = await site.signIn({ permissions: ['read tides'] });
  assert.equal((await reader.get('/admin/tides')).status, 200);
  assert.match((await reader.get('/admin')).text, /When the sea is there/);
  const boss = await site.signIn({ isAdmin: true });
  const permissions = await boss.get('/admin/people/permissions');
  assert.match(permissions.text, /Tides ?(Permission.*)?Read the tides/);
  assert.match(permissions.text, /High and low/);

  const role = (await site.users.listRoles()).find(({ permissions: has }) => has.has('read tides'));
  assert.ok(role);
  await site.plugins.disable(site.system, 'tides');
  assert.ok((await rightsOf(site, role.id)).has('read tides'));
  await site.plugins.uninstall(site.system, 'tides');
  assert.ok(!(await rightsOf(site, role.id)).has('read tides'));
});

async function rightsOf({ users }: TestKernel, id: string): Promise<ReadonlySet<string>> {
  return (await users.listRoles()).find((role) => role.id === id)?.permissions ?? new Set();
}

test('who may open nothing in the administration but pages of plugins is led to these', async () => {
  await using site = await openTestKernel();
  const admin = { label: 'The tides', description: 'When the sea is there.' };
  const route = { path: '/tides', title: 'Tides', permission: 'read tides', admin };
  await enable(site, await component([route], `return { kind: 'page' };`));
  const reader = await site.signIn({ permissions: ['read tides'] });
  const { html } = await reader.get('/tides');
  assert.match(html, /<a [^>]*href="\/tides"[^>]*>(?:(?!<\/a>).)*The tides/s);
  assert.doesNotMatch(html, /href="\/admin"/);
  const boss = await site.signIn({ isAdmin: true });
  assert.match((await boss.get('/tides')).html, /href="\/admin"/);
});

test('a plugin that claims what is not its own is not enabled, and told why', async () => {
  await using site = await openTestKernel();
  for (const [path, why] of [
    ['/', /front page/],
    ['/admin/people', /that address is the site’s own \(\/admin\/people\)/],
  ] as const) {
    const bytes = await component([{ ...TIDES, path }]);
    await assert.rejects(enable(site, bytes), why);
    assert.equal((await site.plugins.get(site.system, 'tides')).state, 'found');
  }
});

test('where a plugin fails there is an error page with a reference, and all else is there', async () => {
  const failures = 20;
  await using site = await openTestKernel({ settings: { pluginLimits: { failures } } });
  const cases = {
    loop: 'for (;;) {}',
    away: `return { kind: 'redirect', to: 'https://example.org/' };`,
    back: `return { kind: 'redirect', to: '/\\\\\\\\example.org' };`,
    html: `return '<h1>All mine</h1>';`,
    throw: `throw new Error('All mine');`,
    form: `return { kind: 'page', form: { name: 'x', elements: { a: { kind: 'autocomplete', label: 'A' } }, actions: {} } };`,
  };
  const page = `const code = { ${Object.entries(cases)
    .map(([name, code]) => `${name}() { ${code} }`)
    .join(', ')} };
    const run = code[input.params.what];
    return run ? run() : { kind: 'page', content: { '#type': 'link', '#url': 'javascript:alert(1)', '#value': 'Click' } };`;
  await enable(site, await component([{ ...TIDES, path: '/tides/:what' }], page));
  const visitor = site.browse();
  for (const name of Object.keys(cases)) {
    const [failed, other] = await Promise.all([
      visitor.get(`/tides/${name}`),
      site.browse().get('/user/login'),
    ]);
    assert.equal(failed.status, 500, name);
    assert.match(failed.text, /Reference: /, name);
    assert.match(failed.text, /Something went wrong here/, name);
    assert.doesNotMatch(failed.html, /example\.org|All mine|tides”|page_callback|saved/, name);
    assert.equal(other.status, 200);
  }
  assert.doesNotMatch((await visitor.get('/tides/link')).html, /javascript:/);
  for (let i = 0; i < failures; i += 1) await visitor.get('/tides/throw');
  const stopped = performance.now();
  while ((await visitor.get('/tides/link')).status !== 404) {
    assert.ok(performance.now() - stopped < 5_000, 'its pages are gone soon after');
    await sleep(20);
  }
  assert.equal((await site.plugins.get(site.system, 'tides')).state, 'disabled');
});

test('who may administer plugins is told which one failed, and of saving when something was sent', async () => {
  await using site = await openTestKernel();
  const page = `if (input.sent || input.params.what === 'throw') throw new Error('All mine');
    ${FORM}`;
  await enable(site, await component([{ ...TIDES, path: '/tides/:what' }], page));
  const FAILED = 'The plugin “tides” failed at “page_callback”';
  const admin = await site.signIn({ permissions: ['administer plugins'] });
  const opened = await admin.get('/tides/throw');
  assert.equal(opened.status, 500);
  assert.ok(opened.text.includes(`${FAILED}. Try again; if it happens again, switch`), opened.text);
  const sent = await admin.submit('/tides/form', { name: 'Ebb' }, 'save');
  assert.ok(sent.text.includes(`${FAILED}, and nothing was saved.`), sent.text);

  const reader = await site.signIn({ permissions: ['access content'] });
  const told = await reader.submit('/tides/form', { name: 'Ebb' }, 'save');
  assert.equal(told.status, 500);
  assert.match(told.text, /Something went wrong here.*What you wrote is still here.*Reference: /s);
  assert.doesNotMatch(told.text, /tides”|page_callback/);
});

test('a plugin answers programs with data, and what goes wrong is told as a problem', async () => {
  await using site = await openTestKernel();
  const DATA = { path: '/tides/:what', title: 'Tides', answers: 'json' };
  const page = `switch (input.params.what) {
    case 'all': return { kind: 'json', data: [{ high: '09:14', said: '<b>' }, input.query] };
    case 'none': return { kind: 'json', data: null };
    case 'denied': return { kind: 'denied', message: 'Not at night.' };
    case 'wrong': return { kind: 'problems', problems: [{ pointer: '/day', code: 'no', message: 'No day.' }] };
    case 'page': return { kind: 'page' };
    case 'there': return { kind: 'redirect', to: '/tides/all' };
    case 'throw': throw new Error('All mine');
  }
  return null;`;
  await enable(site, await component([{ ...DATA, permission: 'read tides' }], page));
  const visitor = await site.signIn({ permissions: ['read tides'] });
  const all = await visitor.get('/tides/all?day=mon');
  assert.equal(all.status, 200);
  assert.equal(all.headers['content-type'], 'application/json; charset=utf-8');
  assert.deepEqual(JSON.parse(all.html), [{ high: '09:14', said: '<b>' }, { day: 'mon' }]);
  assert.equal((await visitor.get('/tides/none')).html, 'null');
  assert.equal((await visitor.get('/tides/there')).status, 200);
  const problems = { missing: 404, denied: 403, wrong: 422, page: 500, throw: 500 };
  for (const [what, status] of Object.entries(problems)) {
    const answer = await visitor.get(`/tides/${what}`);
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/, what);
    assert.equal(JSON.parse(answer.html).status, status, what);
    assert.doesNotMatch(answer.html, /All mine|“tides”/);
  }
  const stranger = await site.browse().get('/tides/all');
  assert.deepEqual([stranger.status, JSON.parse(stranger.html).status], [401, 401]);
  const other = await site.signIn({ permissions: ['access content'] });
  assert.equal((await other.get('/tides/all')).status, 403);
  const posted = await site.app.inject({ method: 'POST', url: '/tides/all', payload: {} });
  assert.equal(posted.statusCode, 405);
});

const FORM = `
  const name = { kind: 'text', label: 'Name', required: true, maxLength: 10 };
  const actions = { save: { label: 'Save' }, cancel: { label: 'Leave it', unvalidated: true } };
  const { sent } = input;
  if (sent) {
    if (sent.action === 'cancel') return { kind: 'redirect', to: '/tides' };
    if (sent.values.name === 'flood') {
      return { kind: 'problems', problems: [{ pointer: '/name', code: 'no', message: 'Not that high.' }] };
    }
    return { kind: 'redirect', to: '/tides?is=' + sent.form + sent.values.name,
      messages: [{ tone: 'positive', text: 'Kept ' + JSON.stringify(sent.values) }] };
  }
  return { kind: 'page', title: 'Tide', form: { name: 'tide', elements: { name }, actions } };`;

test('a form of a plugin is checked, kept, changed by other plugins, and sent once', async () => {
  await using site = await openTestKernel();
  await enable(site, await component([TIDES], FORM));
  using _other = site.taps.register({
    name: 'moon',
    taps: {
      form_alter: (input) =>
        JSON.stringify(input).includes('"id":"tides__tide"')
          ? [{ op: 'add', path: '/elements/moon', value: { kind: 'text', label: 'Moon' } }]
          : [],
    },
  });
  const visitor = site.browse();
  const page = await visitor.get('/tides');
  assert.match(page.text, /Name.*Moon/);
  const missing = await visitor.submit('/tides', { moon: 'full' });
  assert.equal(missing.status, 422);
  assert.match(missing.text, /Name is required/);
  assert.match(missing.html, /value="full"/);
  const wrong = await visitor.submit('/tides', { name: 'flood' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /Not that high/);
  assert.match(wrong.html, /value="flood"/);
  const done = await visitor.submit('/tides', { name: 'ebb', moon: 'new' });
  assert.match(done.text, /Kept \{"name":"ebb"\}/);
  const forged = await site.app.inject({
    method: 'POST',
    url: '/tides',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: '_form=tides__tide&name=ebb',
  });
  assert.equal(forged.statusCode, 422);
});

const KEEPS = `
  const form = { name: 'tide', elements: { name: { kind: 'text', label: 'Name' } }, actions: { save: { label: 'Save' } } };
  const name = input.sent ? input.sent.values.name : 'looked';
  if (input.sent || 'keep' in input.query) set('last', JSON.stringify(name));
  if (name === 'flood') return { kind: 'problems', problems: [{ pointer: '/name', code: 'no', message: 'Not that high.' }] };
  if (name === 'storm') throw new Error('The sea is wild.');
  return input.sent ? { kind: 'redirect', to: '/tides' } : { kind: 'page', form };`;

test('what a form did is kept where all of it went well; looking at a page saves nothing', async () => {
  await using site = await openTestKernel();
  const from = `import { set } from 'trovato:plugin/variables@0.1.0';\n`;
  const bytes = await component([TIDES], KEEPS, from);
  await putPlugin(join(site.settings.data, 'plugins'), 'tides', bytes, {
    taps: TAPS,
    capabilities: ['variables'],
  });
  await site.plugins.enable(site.system, 'tides', ['grant tides variables']);
  const visitor = site.browse();
  const kept = async () => {
    const rows = site.database.queries.selectFrom('plugin_variable').select('value').execute();
    return (await rows).map(({ value }) => value);
  };
  assert.equal((await visitor.get('/tides?keep')).status, 500);
  assert.equal((await visitor.submit('/tides', { name: 'flood' })).status, 422);
  assert.equal((await visitor.submit('/tides', { name: 'storm' })).status, 500);
  assert.deepEqual(await kept(), []);
  assert.equal((await visitor.submit('/tides', { name: 'ebb' })).status, 200);
  assert.deepEqual(await kept(), ['ebb']);
});

test('pages come and go on every kernel within a second, and no request fails for it', async () => {
  await using opened = new AsyncDisposableStack();
  const database = opened.use(await openTestDatabase());
  const shared = { ...database, [Symbol.asyncDispose]: async () => undefined };
  const one = opened.use(await openTestKernel({ database: shared }));
  const other = opened.use(await openTestKernel({ database: shared }));
  const done = new AbortController();
  const visitors = Promise.all(
    [one, other].map(async (kernel) => {
      while (!done.signal.aborted) {
        const { status } = await kernel.browse().get('/tides');
        assert.ok(status === 200 || status === 404, String(status));
        // Nothing else comes to its turn otherwise.
        await sleep(1);
      }
    }),
  );
  const until = async (status: number) => {
    const start = performance.now();
    while ((await other.browse().get('/tides')).status !== status) {
      assert.ok(performance.now() - start < 20_000, 'It never came.');
      await sleep(10);
    }
    return performance.now() - start;
  };
  const times: number[] = [];
  try {
    await enable(one, await component([TIDES], `return { kind: 'page', title: 'One' };`));
    times.push(await until(200));
    for (let round = 0; round < 3; round += 1) {
      await one.plugins.disable(one.system, 'tides');
      times.push(await until(404));
      await one.plugins.enable(one.system, 'tides', []);
      times.push(await until(200));
    }
  } finally {
    done.abort();
    await visitors;
  }
  assert.ok(Math.min(...times) < 1_000, times.join());
});
