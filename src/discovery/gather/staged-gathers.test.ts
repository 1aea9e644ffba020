import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DRAFT, type StageId } from '#base';
import { openTestKernel } from '../../../test/support/kernel.ts';
import { waitFor } from '../../../test/support/wait-for.ts';

const notes = (over: object = {}) => ({
  name: 'notes',
  label: 'Notes',
  base: 'item',
  defaults: { fields: [{ id: 'title', column: 'title' }] },
  displays: [{ kind: 'page', id: 'page', path: '/notes', menu: { label: 'All notes' } }],
  ...over,
});

async function openSite() {
  const kernel = await openTestKernel();
  const { items, gathers, system, users, app } = kernel;
  await items.createType(system, 'note', { name: 'Note' });
  await items.createItem(system, 'note', { title: 'Low tide', status: true });
  const editor = await kernel.signIn({ isAdmin: true });
  const draft = { ...system, stage: DRAFT };
  return {
    ...kernel,
    draft,
    labels: (stage?: StageId) => gathers.list(stage).map(({ gather }) => gather.label),
    /** What a visitor is answered. */
    visit: async (path: string) => (await app.inject({ url: path })).statusCode,
    /** What somebody reads who looks at the stage. */
    async look(path: string) {
      await users.sessions.enter(editor.ctx, editor.cookies.get('trovato_session') ?? '', DRAFT);
      return editor.get(path);
    },
  };
}

test('a listing that a stage has is at its address there, and nowhere else until it is published', async () => {
  await using site = await openSite();
  const { gathers, stages, system, draft } = site;
  await gathers.create(draft, notes());
  assert.deepEqual([site.labels(), site.labels(DRAFT)], [[], ['Notes']]);
  assert.equal(await site.visit('/notes'), 404);
  assert.equal(await site.visit('/gather/notes/page'), 404);
  const page = await site.look('/notes');
  assert.match(page.text, /All notes[^]*Low tide/);

  const { id } = await stages.publish(system, DRAFT);
  await waitFor(() => site.labels().includes('Notes'));
  assert.equal(await site.visit('/notes'), 200);
  assert.match((await site.look('/')).text, /All notes/);

  assert.ok(id);
  await stages.undo(system, id);
  await waitFor(() => site.labels().length === 0 && site.labels(DRAFT).length === 1);
  assert.equal(await site.visit('/notes'), 404);
});

test('a listing that a stage changed, moved or deleted is as it was for everybody else', async () => {
  await using site = await openSite();
  const { gathers, stages, system, draft } = site;
  await gathers.create(system, notes());
  await gathers.create(system, {
    ...notes(),
    name: 'old',
    label: 'Old',
    displays: [{ kind: 'page', id: 'page', path: '/old' }],
  });
  const displays = [{ kind: 'page', id: 'page', path: '/shore' }];
  await gathers.update(draft, 'notes', notes({ label: 'Shore', displays }), 'current');
  await gathers.delete(draft, 'old');
  assert.deepEqual([site.labels(), site.labels(DRAFT)], [['Notes', 'Old'], ['Shore']]);
  assert.deepEqual([await site.visit('/notes'), await site.visit('/shore')], [200, 404]);
  assert.equal((await site.look('/notes')).status, 404);
  assert.equal((await site.look('/shore')).status, 200);
  const planned = await stages.plan(system, DRAFT);
  assert.deepEqual(
    planned.map(({ type, label, change }) => [type, label, change]),
    [
      ['gather', 'Shore', 'changed'],
      ['gather', 'Old', 'deleted'],
    ],
  );
  await stages.publish(system, DRAFT);
  await waitFor(() => site.labels().join() === 'Shore');
  assert.deepEqual([await site.visit('/notes'), await site.visit('/shore')], [404, 200]);
});

test('who saves a listing of a stage that somebody saved meanwhile is told so', async () => {
  await using site = await openSite();
  const { gathers, draft } = site;
  const { version } = await gathers.create(draft, notes());
  const saved = await gathers.update(draft, 'notes', notes({ label: 'One' }), version);
  assert.ok(saved.version >= version);
  if (saved.version > version)
    await assert.rejects(gathers.update(draft, 'notes', notes({ label: 'Two' }), version), {
      code: 'gather.changed',
    });
  await assert.rejects(gathers.create(draft, notes()), { code: 'gather.invalid' });
});

test('a listing of a stage lists types and fields that only the stage has', async () => {
  await using site = await openSite();
  const { items, gathers, stages, system, draft } = site;
  await items.createType(draft, 'boat', { name: 'Boat' });
  await items.addField(draft, 'boat', 'length', { field_type: 'integer', label: 'Length' });
  for (const length of [7, 12, 30])
    await items.createItem(draft, 'boat', {
      title: `Boat of ${length}`,
      status: true,
      fields: { length: { value: length } },
    });
  const boats = {
    name: 'boats',
    label: 'Boats',
    base: 'item',
    defaults: {
      filters: {
        match: 'all',
        filters: [
          { id: 'type', column: 'type', operator: 'in', value: ['boat'] },
          { id: 'length', column: 'fields.length', operator: 'greater', value: 10 },
        ],
      },
      fields: [{ id: 'title', column: 'title' }],
      sorts: [{ column: 'fields.length', direction: 'desc' }],
    },
    displays: [{ kind: 'page', id: 'page', path: '/boats' }],
  };
  await assert.rejects(gathers.create(system, boats), { code: 'gather.invalid' });
  await gathers.create(draft, boats);
  const titles = (html: string) => [...html.matchAll(/Boat of \d+/g)].map(([title]) => title);
  assert.deepEqual(titles((await site.look('/boats')).text), ['Boat of 30', 'Boat of 12']);
  assert.equal(await site.visit('/boats'), 404);
  const { id } = await stages.publish(system, DRAFT);
  const read = await site.app.inject({ url: '/boats' });
  assert.deepEqual(titles(read.body), ['Boat of 30', 'Boat of 12']);
  assert.ok(id);
  await stages.undo(system, id);
  assert.equal(await site.visit('/boats'), 404);
  assert.deepEqual(titles((await site.look('/boats')).text), ['Boat of 30', 'Boat of 12']);
});

test('a listing takes along what it lists by, where only its stage has that', async () => {
  await using site = await openSite();
  const { items, categories, gathers, stages, system, draft } = site;
  await items.createType(draft, 'boat', { name: 'Boat' });
  await items.createType(draft, 'oar', { name: 'Oar' });
  await categories.createVocabulary(draft, 'seas', { label: 'Seas' });
  const { id: north } = await categories.createTerm(draft, 'seas', { name: 'North' });
  await categories.createTerm(draft, 'seas', { name: 'South' });
  await items.addField(draft, 'boat', 'sea', {
    field_type: 'reference',
    label: 'Sea',
    settings: { target_type: 'term', bundles: ['seas'] },
  });
  const filters = [
    { id: 'type', column: 'type', operator: 'in', value: ['boat', 'note'] },
    { id: 'sea', column: 'fields.sea', operator: 'has_term', value: north },
  ];
  const defaults = {
    fields: [{ id: 'title', column: 'title' }],
    filters: { match: 'any', filters },
  };
  await gathers.create(draft, notes({ defaults }));
  const only = ['gather:notes'];
  const planned = await stages.plan(system, DRAFT, only);
  assert.deepEqual(planned.map(({ label }) => label).toSorted(), [
    'Boat',
    'North',
    'Notes',
    'Seas',
  ]);
  await stages.publish(system, DRAFT, { only });
  assert.equal(await site.visit('/notes'), 200);
  assert.deepEqual((await stages.plan(system, DRAFT)).map(({ label }) => label).toSorted(), [
    'Oar',
    'South',
  ]);
});
