import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import type { JsonObject } from '#base';
import { schemaOf } from '#records/plugins';
import { buildShippedPlugin } from '../support/shipped-plugin.ts';
import { openTestKernel, type TestKernel } from '../support/kernel.ts';
import { putPlugin } from '../support/plugin-folders.ts';
import { buildPlugin } from '../support/plugins.ts';

const TABLES = `[tables.bird.columns]
id = { type = "serial" }
kind = { type = "text" }
seen = { type = "timestamp" }
weight = { type = "float", nullable = true }
counter = { type = "uuid", references = "user", on_delete = "cascade" }
place = { type = "uuid", references = "item", on_delete = "set_null", nullable = true }
more = { type = "json", nullable = true }
[tables.ring.columns]
number = { type = "integer" }
`;
const BIRDS = {
  table: 'bird',
  label: 'Birds',
  help: 'What was counted.',
  permission: 'list birds',
};

before(() => buildShippedPlugin('notes'));

/** Puts a plugin “harbour-birds” into the folder of the site that says this of its tables. */
async function putBirds(site: TestKernel, listed: readonly JsonObject[], version = '1.0.0') {
  const taps = ['perm', 'gather_info'];
  const permission = { name: 'list birds', label: 'List birds' };
  const answer = (value: object) => JSON.stringify(JSON.stringify(value));
  const component = await buildPlugin(
    taps,
    `export function perm() { return ${answer([permission])}; }
export function gatherInfo() { return ${answer(listed)}; }`,
  );
  const folder = join(site.settings.data, 'plugins');
  await putPlugin(folder, 'harbour-birds', component, { taps, version, tables: TABLES });
}

const LISTING = {
  name: 'birds',
  label: 'Birds',
  base: 'harbour_birds.bird',
  defaults: {
    relationships: [
      { name: 'where', through: 'place' },
      { name: 'who', through: 'counter' },
    ],
    fields: [
      { id: 'kind', column: 'kind', label: 'Kind' },
      { id: 'weight', column: 'weight', label: 'Weight' },
      { id: 'who', column: 'name', of: 'who', label: 'Counted by' },
      { id: 'where', column: 'title', of: 'where', label: 'Where' },
    ],
    filters: {
      match: 'all',
      filters: [
        { id: 'kind', column: 'kind', operator: 'contains', exposed: { label: 'Kind' } },
        { id: 'heavy', column: 'weight', operator: 'at_least', value: 0.5 },
      ],
    },
    sorts: [{ column: 'kind' }],
    pager: { kind: 'full', size: 2 },
  },
  displays: [{ kind: 'page', id: 'page', path: '/birds', title: 'Birds of the harbour' }],
};

test('a table that a plugin lets listings have is listed to who has its permission', async () => {
  await using site = await openTestKernel();
  const { gathers, plugins, items, system, database } = site;
  await putBirds(site, [BIRDS]);
  await plugins.enable(system, 'harbour-birds', []);
  const base = (await gathers.catalogue(system)).findBase('harbour_birds.bird');
  assert.deepEqual(
    [...(base?.columns.values() ?? [])].map(({ name, kind }) => `${name} ${kind}`).toSorted(),
    ['counter id', 'id number', 'kind text', 'place id', 'seen time', 'weight number'],
  );
  const watcher = await site.signIn({ permissions: ['access content', 'list birds'] });
  const reader = await site.signIn({ permissions: ['access content'] });
  await items.createType(system, 'place', { name: 'Place' });
  const pier = await items.createItem(system, 'place', { title: 'Pier', status: true });
  const secret = await items.createItem(system, 'place', { title: 'Hidden nest', status: false });
  const table = sql.id(schemaOf('harbour-birds'), 'bird');
  for (const [kind, weight, place] of [
    ['Gull', 1.1, pier.id],
    ['Tern', 0.1, pier.id],
    ['Eider', 2.2, secret.id],
    ['Cormorant', 2.5, pier.id],
    ['Gull', 0.9, pier.id],
  ] as const) {
    await sql`insert into ${table} (kind, seen, weight, counter, place)
      values (${kind}, now(), ${weight}, ${watcher.user.id}, ${place})`.execute(database.queries);
  }
  await gathers.create(system, LISTING);

  const first = await gathers.run(watcher.ctx, 'birds', 'page', {});
  assert.deepEqual(
    first.rows.map(({ values }) => [values['kind'], values['who'], values['where']]),
    [
      ['Cormorant', watcher.user.name, 'Pier'],
      // Who may list birds may not see what is not published.
      ['Eider', watcher.user.name, null],
    ],
  );
  assert.equal(first.total?.count, 4);
  const page = await watcher.get('/birds?kind=gull');
  assert.match(page.text, /Birds of the harbour/);
  assert.match(page.text, /2 results/);

  // As programs go through it: from each page to the next.
  const kinds: unknown[] = [];
  for (let after: string | undefined, pages = 0; pages < 5; pages += 1) {
    const { rows, next } = await gathers.run(watcher.ctx, 'birds', 'page', after ? { after } : {});
    kinds.push(...rows.map(({ values }) => values['kind']));
    after = next;
    if (!next) break;
  }
  assert.deepEqual(kinds, ['Cormorant', 'Eider', 'Gull', 'Gull']);

  const none = await gathers.run(reader.ctx, 'birds', 'page', {});
  assert.deepEqual([none.rows, none.total?.count], [[], 0]);
  assert.doesNotMatch((await reader.get('/birds')).text, /Gull/);

  await plugins.disable(system, 'harbour-birds');
  await assert.rejects(gathers.run(watcher.ctx, 'birds', 'page', {}), {
    code: 'gather.outdated',
  });
});

test('what a plugin says of its tables that is not so refuses it, with a sentence', async () => {
  await using site = await openTestKernel();
  const { gathers, plugins, system } = site;
  const bases = async () => (await gathers.catalogue(system)).bases.map(({ name }) => name);
  const wings = [{ ...BIRDS, columns: [{ name: 'wing', label: 'Wing' }] }];
  await putBirds(site, wings);
  await assert.rejects(
    () => plugins.enable(system, 'harbour-birds', []),
    /“Harbour birds” cannot run\. .*“bird” has no column “wing”/,
  );
  assert.ok(!(await bases()).includes('harbour_birds.bird'));
  await putBirds(site, [BIRDS]);
  await plugins.enable(system, 'harbour-birds', []);
  await putBirds(site, wings, '1.1.0');
  await assert.rejects(() => plugins.update(system, 'harbour-birds', []), /no column “wing”/);
  assert.ok((await bases()).includes('harbour_birds.bird'), 'as it was before');
});

test('who administers notes may list those of everybody, and nobody else', async () => {
  await using site = await openTestKernel();
  const { gathers, plugins, system } = site;
  await plugins.enable(system, 'notes', []);
  const ada = await site.signIn({ permissions: ['access content', 'write notes'] });
  await ada.submit('/notes/add', { title: 'Paint the hull' });
  await gathers.create(system, {
    name: 'notes',
    label: 'Notes',
    base: 'notes.note',
    defaults: { fields: [{ id: 'title', column: 'title' }] },
    displays: [{ kind: 'page', id: 'page', path: '/all-notes' }],
  });
  const keeper = await site.signIn({ permissions: ['access content', 'administer notes'] });
  assert.match((await keeper.get('/all-notes')).text, /Paint the hull/);
  assert.doesNotMatch((await ada.get('/all-notes')).text, /Paint the hull/);
});
