import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestKernel } from '../support/kernel.ts';
import { buildPlugin } from '../support/plugins.ts';

const TAPS = [
  'term_insert',
  'term_update',
  'term_delete',
  'user_insert',
  'user_login',
  'user_logout',
  'item_view_multiple',
];

/** Keeps what it was told last, and fails where a name says so. */
const BYTES = await buildPlugin(
  TAPS,
  `import { set } from 'trovato:plugin/variables@0.1.0';
const told = (kind) => (text) => {
  const input = JSON.parse(text);
  set(kind, text);
  if ((input.term ?? input.user).name.startsWith('Wrong')) throw 'wrong';
};
export const termInsert = told('term');
export const termUpdate = told('changed');
export const termDelete = told('gone');
export const userInsert = told('user');
export const userLogin = told('login');
export const userLogout = told('logout');
export function itemViewMultiple(text) {
  const { items, view_mode } = JSON.parse(text);
  return JSON.stringify(Object.fromEntries(items.map(({ id, title }) =>
    [id, { '#type': 'text', '#value': title + ' is one of ' + items.length + ' ' + view_mode }])));
}`,
);

async function open() {
  const kernel = await openTestKernel();
  await kernel.pluginRuntime.load({
    name: 'keeper',
    bytes: BYTES,
    taps: TAPS,
    capabilities: ['variables'],
  });
  const { database } = kernel;
  return {
    ...kernel,
    async kept() {
      const rows = await database.queries.selectFrom('plugin_variable').selectAll().execute();
      return new Map(rows.map(({ name, value }) => [name, value]));
    },
  };
}

test('plugins are told of terms, and one that fails keeps a term from being made', async () => {
  await using site = await open();
  const { categories, system } = site;
  await categories.createVocabulary(system, 'seas', { label: 'Seas' });
  const { id } = await categories.createTerm(system, 'seas', { name: 'North' });
  const alone = {
    id,
    vocabulary: 'seas',
    name: 'North',
    description: '',
    parents: [],
    synonyms: [],
  };
  assert.deepEqual((await site.kept()).get('term'), { term: alone });

  const water = await categories.createTerm(system, 'seas', { name: 'Water' });
  const named = { parents: [water.id], synonyms: ['German Ocean'] };
  await categories.updateTerm(system, id, named);
  assert.deepEqual((await site.kept()).get('changed'), {
    term: { ...alone, ...named },
    before: alone,
  });
  const salt = await categories.createTerm(system, 'seas', { name: 'Salt water' });
  await categories.mergeTerm(system, water.id, salt.id, site.items);
  const kept = await site.kept();
  const said = (key: string) => kept.get(key) as { readonly term: object };
  assert.partialDeepStrictEqual(said('changed').term, { id: salt.id, synonyms: ['Water'] });
  assert.partialDeepStrictEqual(said('gone').term, { id: water.id, name: 'Water' });
  await categories.deleteTerm(system, salt.id);
  await categories.updateTerm(system, id, { synonyms: [] });
  await categories.deleteTerm(system, id);
  assert.deepEqual((await site.kept()).get('gone'), { term: alone });
  const again = (await categories.createTerm(system, 'seas', { name: 'North' })).id;

  await assert.rejects(categories.createTerm(system, 'seas', { name: 'Wrong' }), {
    code: 'taps.plugin_failed',
  });
  const { terms } = await categories.listTerms(system, 'seas', { limit: 10 });
  assert.deepEqual(
    terms.map(({ name }) => name),
    ['North'],
  );
  assert.deepEqual((await site.kept()).get('term'), { term: { ...alone, id: again } });

  await categories.deleteVocabulary(system, 'seas');
  assert.deepEqual((await site.kept()).get('gone'), { term: { ...alone, id: again } });
});

test('plugins are told of accounts without what is secret, and keep nobody from signing in', async () => {
  await using site = await open();
  const { users, system } = site;
  const password = 'far out at sea';
  const ines = { name: 'Ines', mail: 'ines@example.org', password };
  const { id, created } = await users.createUser(system, ines);
  const user = { id, name: 'Ines', active: true, admin: false, roles: [] };
  assert.deepEqual((await site.kept()).get('user'), {
    user: { ...user, created: created.toISOString() },
  });
  await assert.rejects(users.createUser(system, { name: 'Wrong' }), {
    code: 'taps.plugin_failed',
  });

  await users.updateUser(system, id, { name: 'Wrong Ines' });
  const client = { address: '192.0.2.9', agent: 'test' };
  const { token } = await users.signIn(system, { nameOrMail: 'Wrong Ines', password, client });
  const session = await users.authenticateSession(token);
  assert.equal(session?.actor.name, 'Wrong Ines');
  assert.deepEqual((await site.kept()).get('login'), {
    user: { id, name: 'Wrong Ines' },
    by: 'password',
  });
  await users.sessions.signOut({ ...system, actor: session.actor }, token);
  assert.equal(await users.authenticateSession(token), undefined);
  assert.deepEqual((await site.kept()).get('logout'), { user: { id, name: 'Wrong Ines' } });
});

test('a plugin that looks something up for a list is asked once for all its items', async () => {
  await using site = await open();
  const { items, system } = site;
  await items.createType(system, 'note', { name: 'Note' });
  for (const title of ['Ebb', 'Flow', 'Tide']) {
    await items.createItem(system, 'note', { title, status: true, promote: true });
  }
  const { text } = await site.browse().get('/');
  for (const title of ['Ebb', 'Flow', 'Tide']) {
    assert.ok(text.includes(`${title} is one of 3 teaser`), title);
  }
});
