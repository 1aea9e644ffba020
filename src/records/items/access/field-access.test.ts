import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RequestContext } from '#grammar/access';
import type { PluginHandlers } from '#grammar/taps';
import { openTestKernel } from '../../../../test/support/kernel.ts';
import type { FieldQuestion } from './access-taps.ts';

const RIGHTS = { permissions: ['access content', 'edit any note content', 'create note content'] };

type TapHandler = PluginHandlers['taps'][string];

/** A site with a note of two fields, and a plugin that keeps the salary. */
async function open(handler: TapHandler) {
  const site = await openTestKernel();
  const { items, system } = site;
  await items.createType(system, 'note', { name: 'Note' });
  for (const [name, label] of [
    ['place', 'Place'],
    ['salary', 'Salary'],
  ] as const) {
    await items.addField(system, 'note', name, { field_type: 'text', label, required: true });
  }
  const note = await items.createItem(system, 'note', {
    title: 'Tide',
    status: true,
    fields: { place: { value: 'Harbour' }, salary: { value: 'Gold' } },
  });
  site.taps.register({ name: 'keeper', taps: { field_access: handler } });
  return { ...site, note };
}

const keeping =
  (...ops: FieldQuestion['op'][]): TapHandler =>
  (input) => ({ deny: ops.includes((input as FieldQuestion).op) ? ['salary'] : [] });

test('a field that somebody may not see is on no page, in no form and not in REST', async () => {
  await using site = await open(keeping('view'));
  const { items, note } = site;
  for (const reader of [site.browse(), await site.signIn(RIGHTS)]) {
    const { html } = await reader.get(`/item/${note.id}`);
    assert.match(html, /Harbour/);
    assert.doesNotMatch(html, /Gold|Salary/);
  }
  const editor = await site.signIn(RIGHTS);
  assert.doesNotMatch((await editor.get(`/item/${note.id}/edit`)).html, /Gold|Salary/);
  const api = await site.api(RIGHTS);
  const { json } = await api('GET', `/items/note/${note.id}`);
  assert.deepEqual(json.fields, { place: { value: 'Harbour' } });
  const revision = await items.getRevision(editor.ctx, note.id, note.revisionId);
  assert.deepEqual(revision.fields, { place: { value: 'Harbour' } });
  const lines = [];
  for await (const piece of site.transfer.exportItems(editor.ctx, { format: 'ndjson' })) {
    lines.push(piece);
  }
  assert.doesNotMatch(lines.join(''), /Gold/);
  const admin = await site.signIn({ isAdmin: true });
  assert.match((await admin.get(`/item/${note.id}`)).html, /Gold/);
});

test('a save keeps what its author may not see, and refuses to change it', async () => {
  await using site = await open(keeping('view'));
  const { items, note } = site;
  const editor = await site.signIn(RIGHTS);
  await editor.submit(`/item/${note.id}/edit`, { title: 'Ebb' });
  const saved = await items.getItem(site.system, note.id);
  assert.deepEqual([saved.title, saved.fields['salary']], ['Ebb', { value: 'Gold' }]);
  // Guessing it right answers the same as guessing it wrong.
  const api = await site.api(RIGHTS);
  const base = { 'if-match': `"${saved.revisionId}"` };
  const answers = [];
  for (const salary of [{ value: 'Tin' }, { value: 'Gold' }, null]) {
    const path = `/items/note/${note.id}`;
    const { status, json } = await api('PATCH', path, { fields: { salary } }, base);
    assert.deepEqual([status, json.errors?.[0].pointer], [422, '/fields/salary']);
    answers.push(json.errors);
  }
  assert.deepEqual(answers[1], answers[0]);
  assert.deepEqual(answers[2], answers[0]);
});

test('what changed of a field that somebody may not see is in no history', async () => {
  await using site = await open(keeping('view'));
  const { items, note, system } = site;
  await items.updateItem(system, note.id, 'current', {
    title: 'Ebb',
    fields: { place: { value: 'Pier' }, salary: { value: 'Tin' } },
  });
  const editor = await site.signIn(RIGHTS);
  const changesFor = async (ctx: RequestContext) => {
    const { revisions } = await items.listRevisions(ctx, note.id, { limit: 9, offset: 0 });
    return revisions[0]?.changes;
  };
  assert.deepEqual(await changesFor(editor.ctx), ['title', 'place']);
  assert.deepEqual(await changesFor(system), ['title', 'place', 'salary']);
  const { html } = await editor.get(`/item/${note.id}/revisions`);
  assert.match(html, /Place/);
  assert.doesNotMatch(html, /Salary/i);
});

test('a field that may only be looked at is shown, and stays through saves and reverts', async () => {
  await using site = await open(keeping('edit'));
  const { items, note, system } = site;
  const { ctx, ...editor } = await site.signIn({
    permissions: [...RIGHTS.permissions, 'revert note content'],
  });
  assert.match((await editor.get(`/item/${note.id}`)).html, /Gold/);
  assert.doesNotMatch((await editor.get(`/item/${note.id}/edit`)).html, /Gold/);
  // As REST read it: that is no attempt to change it.
  await items.updateItem(ctx, note.id, 'current', { title: 'Ebb', fields: note.fields });
  await items.updateItem(system, note.id, 'current', { fields: { salary: { value: 'Silver' } } });
  const reverted = await items.revertItem(ctx, note.id, note.revisionId);
  assert.deepEqual([reverted.title, reverted.fields['salary']], ['Tide', { value: 'Silver' }]);
  const own = await items.createItem(ctx, 'note', {
    title: 'New',
    fields: { place: { value: 'Pier' } },
  });
  assert.equal(own.fields['salary'], undefined);
});

test('a plugin that fails keeps all fields', async () => {
  await using site = await open(() => Promise.reject(new Error('no')));
  const page = await site.browse().get(`/item/${site.note.id}`);
  assert.equal(page.status, 200);
  assert.doesNotMatch(page.html, /Harbour|Gold/);
});
