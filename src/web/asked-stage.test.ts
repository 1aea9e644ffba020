import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DRAFT, newId } from '#base';
import { openTestKernel, type TestKernel } from '../../test/support/kernel.ts';

let site: TestKernel;
let admin: Awaited<ReturnType<TestKernel['api']>>;

before(async () => {
  site = await openTestKernel();
  admin = await site.api({ isAdmin: true });
  await admin('POST', '/item-types', { type: 'page', name: 'Page' });
});
after(async () => site[Symbol.asyncDispose]());

async function made(title: string, query = ''): Promise<{ id: string; revision: string }> {
  const { status, json } = await admin('POST', `/items/page${query}`, { title });
  assert.equal(status, 201, JSON.stringify(json));
  return json;
}

describe('a request says which stage it means', () => {
  test('by name or id, as a parameter or a header, for reading and writing', async () => {
    const live = await made('As it is');
    const path = `/items/page/${live.id}`;
    const changed = await admin(
      'PATCH',
      `${path}?stage=draft`,
      { title: 'As it will be' },
      { 'if-match': `"${live.revision}"` },
    );
    assert.equal(changed.status, 200, JSON.stringify(changed.json));
    const title = async (query: string, headers: Record<string, string> = {}) =>
      (await admin('GET', `${path}${query}`, undefined, headers)).json.title;
    assert.equal(await title(''), 'As it is');
    assert.equal(await title('?stage=live'), 'As it is');
    assert.equal(await title('?stage=draft'), 'As it will be');
    assert.equal(await title(`?stage=${DRAFT}`), 'As it will be');
    assert.equal(await title('', { 'x-trovato-stage': 'draft' }), 'As it will be');
    assert.equal(await title('?stage=draft', { 'x-trovato-stage': 'draft' }), 'As it will be');

    const listed = await admin('GET', '/items/page?stage=draft&limit=200&title=will');
    assert.deepEqual(
      listed.json.items.map(({ id }: { id: string }) => id),
      [live.id],
    );
  });

  test('an item has an ETag for each stage, and a save names that of the stage it saves in', async () => {
    const live = await made('One');
    const path = `/items/page/${live.id}`;
    const staged = await admin(
      'PATCH',
      `${path}?stage=draft`,
      { title: 'Two' },
      { 'if-match': `"${live.revision}"` },
    );
    const again = await admin('GET', `${path}?stage=draft`);
    assert.equal(again.headers['etag'], staged.headers['etag']);
    assert.equal((await admin('GET', path)).headers['etag'], `"${live.revision}"`);
    const late = await admin(
      'PATCH',
      `${path}?stage=draft`,
      { title: 'Three' },
      { 'if-match': `"${live.revision}"` },
    );
    assert.equal(late.status, 409, 'the stage moved on since');
    const current = await admin(
      'PATCH',
      `${path}?stage=draft`,
      { title: 'Three' },
      { 'if-match': String(staged.headers['etag']) },
    );
    assert.equal(current.status, 200);
    assert.equal((await admin('GET', path)).json.title, 'One');
  });

  test('what is made and deleted in a stage is so there only', async () => {
    const own = await made('Only in draft', '?stage=draft');
    assert.equal((await admin('GET', `/items/page/${own.id}`)).status, 404);
    assert.equal((await admin('GET', `/items/page/${own.id}?stage=draft`)).status, 200);
    const live = await made('Everywhere');
    const gone = await admin('DELETE', `/items/page/${live.id}?stage=draft`);
    assert.equal(gone.status, 204);
    assert.equal((await admin('GET', `/items/page/${live.id}?stage=draft`)).status, 404);
    assert.equal((await admin('GET', `/items/page/${live.id}`)).status, 200);
  });
});

describe('a stage that is not said right', () => {
  for (const [what, query, headers, pointer] of [
    ['is no name', '?stage=No%20name!', {}, '/stage'],
    ['is empty', '?stage=', {}, '/stage'],
    ['is no name in the header', '', { 'x-trovato-stage': 'ä' }, '/x-trovato-stage'],
    ['is there twice, differently', '?stage=draft&stage=live', {}, '/stage'],
    ['differs in the header', '?stage=live', { 'x-trovato-stage': 'draft' }, '/x-trovato-stage'],
  ] as const)
    test(what, async () => {
      const answer = await admin('GET', `/items/page${query}`, undefined, headers);
      assert.equal(answer.status, 422);
      assert.equal(answer.json.code, 'web.bad_stage');
      assert.equal(answer.json.errors[0].pointer, pointer);
    });

  test('is not there for who may not know of it, and for nobody where there is none', async () => {
    const reader = await site.api({ permissions: ['access content'] });
    for (const [api, stage] of [
      [reader, 'draft'],
      [reader, DRAFT],
      [reader, 'nowhere'],
      [admin, 'nowhere'],
      [admin, newId()],
    ] as const) {
      const answer = await api('GET', `/items/page?stage=${stage}`);
      assert.equal(answer.status, 404, stage);
      assert.equal(answer.json.code, 'stage.not_found');
    }
    assert.equal((await reader('GET', '/items/page?stage=live')).status, 200);
    const looking = await site.api({ permissions: ['access content', 'use stages'] });
    assert.equal((await looking('GET', '/items/page?stage=draft')).status, 200);
    const anonymous = await site.app.inject('/api/v1/items/page?stage=draft');
    assert.equal(anonymous.statusCode, 404);
  });

  test('is not written in by who may only look', async () => {
    const looking = await site.api({
      permissions: ['access content', 'use stages', 'create page content'],
    });
    const refused = await looking('POST', '/items/page?stage=draft', { title: 'x' });
    assert.equal(refused.status, 403);
    assert.equal(refused.json.code, 'stage.not_allowed');
  });
});

test('what a stage answers is stored by nobody, and caches are told what it differs by', async () => {
  const staged = await admin('GET', '/items/page?stage=draft');
  assert.equal(staged.headers['cache-control'], 'private, no-store');
  assert.match(String(staged.headers['vary']), /x-trovato-stage/);
  const live = await admin('GET', '/items/page');
  assert.equal(live.headers['cache-control'], 'private, no-cache');
  assert.match(String(live.headers['vary']), /x-trovato-stage/);
});

test('every operation takes a stage, and the documentation says so', async () => {
  const { mountedEndpoints } = await site.web();
  const lists = mountedEndpoints.filter(
    ({ method, path }) => method === 'GET' && !path.replace('{type}', '').includes('{'),
  );
  for (const { path } of lists) {
    const url = path.replace('{type}', 'page');
    const [plain, staged] = [await admin('GET', url), await admin('GET', `${url}?stage=live`)];
    assert.equal(staged.status, plain.status, path);
  }
  const { json } = await admin('GET', '/openapi.json');
  const { parameters } = json.paths['/items/page'].get;
  assert.ok(JSON.stringify(parameters).includes('#/components/parameters/Stage'));
  assert.equal(json.components.parameters.Stage.name, 'stage');
});

describe('a session', () => {
  const ask = async (token: string | undefined, query = '') => {
    const answer = await site.app.inject({
      url: `/api/v1/items/page${query}${query === '' ? '?' : '&'}limit=200`,
      headers: { 'x-requested-with': 'fetch' },
      cookies: { trovato_session: token ?? '' },
    });
    return { stored: answer.headers['cache-control'], text: answer.body };
  };

  test('reads the stage that it is in, and the one that a request asks for', async () => {
    await made('Seen in a session', '?stage=draft');
    const { ctx, cookies } = await site.signIn({ permissions: ['access content', 'use stages'] });
    const token = cookies.get('trovato_session');
    assert.doesNotMatch((await ask(token)).text, /Seen in a session/);
    await site.users.sessions.enter(ctx, token ?? '', DRAFT);
    const inDraft = await ask(token);
    assert.match(inDraft.text, /Seen in a session/);
    assert.equal(inDraft.stored, 'private, no-store');
    assert.doesNotMatch((await ask(token, '?stage=live')).text, /Seen in a session/);
  });

  test('is in live when its stage may not be seen any more', async () => {
    const { ctx, cookies } = await site.signIn({ permissions: ['access content'] });
    const token = cookies.get('trovato_session');
    await site.users.sessions.enter(ctx, token ?? '', DRAFT);
    const live = await ask(token);
    assert.doesNotMatch(live.text, /Seen in a session/);
    assert.equal(live.stored, 'private, no-cache');
  });
});

test('what is done to live alone is refused in a stage', async () => {
  const { categories, system } = site;
  await categories.createVocabulary(system, 'topic', { label: 'Topics' });
  const [from, into] = [
    await categories.createTerm(system, 'topic', { name: 'Films' }),
    await categories.createTerm(system, 'topic', { name: 'Film' }),
  ];
  const refused = await admin('POST', `/terms/topic/${from.id}/merge?stage=draft`, {
    into: into.id,
  });
  assert.equal(refused.status, 409);
  assert.equal(refused.json.code, 'stage.only_in_live');
});
