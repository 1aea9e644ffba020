import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { builtItem, openPlugin, page, shownItem, type SiteOptions } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'trovato-kit-'));
after(() => rmSync(folder, { recursive: true }));

const MANIFEST = `name = "tides"
label = "Tides"
description = "High water."
version = "1.0.0"
wit = "0.1.0"
`;

/** A plugin of these functions, and what its manifest says besides. */
function open(functions: Readonly<Record<string, string>>, options?: SiteOptions, more = '') {
  const names = Object.keys(functions).map((key) =>
    key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  );
  const taps = `[taps]\nimplements = ${JSON.stringify(names)}\n`;
  writeFileSync(join(folder, 'tides.info.toml'), MANIFEST + taps + more);
  const body = Object.entries(functions).map(([key, source]) => `${key}: ${source},`);
  writeFileSync(
    join(folder, 'plugin.ts'),
    `import { add, child, definePlugin, formElement, insertBefore, link, Refused, remove, set, text } from '@trovato/plugin-sdk';
let asked = 0;
const refusal = (call: () => unknown) => {
  try { return call(); } catch (error) { return error instanceof Refused ? error.code : error; }
};
export default definePlugin({ ${body.join('\n')} });
`,
  );
  return openPlugin(folder, options);
}

/** What \`itemView\` says as the text of its element. */
async function said(expression: string, options?: SiteOptions, capabilities = '') {
  const more = `[capabilities]\n${capabilities}`;
  const source = `(item, ctx) => text(JSON.stringify(${expression}))`;
  const plugin = await open({ itemView: source }, options, more);
  const element = await plugin.ask('itemView', shownItem());
  assert.ok(element?.['#type'] === 'text');
  return { value: JSON.parse(element['#value']), plugin };
}

test('a plugin is asked, and answers what the kernel goes on with', async () => {
  const plugin = await open({ itemView: `(item) => text(item.title + ++asked)` });
  const input = shownItem({ title: 'Sea' });
  assert.deepEqual(await plugin.ask('itemView', input), { '#type': 'text', '#value': 'Sea1' });
  assert.deepEqual(await plugin.ask('itemView', input), { '#type': 'text', '#value': 'Sea2' });
  const fresh = await openPlugin(folder);
  assert.deepEqual(await fresh.ask('itemView', input), { '#type': 'text', '#value': 'Sea1' });
});

test('what the kernel would leave out fails the test, and says where and why', async () => {
  const unsafe = await open({ itemView: `() => link('javascript:alert(1)', 'Sea')` });
  await assert.rejects(unsafe.ask('itemView', shownItem()), /#url/);
  const hidden = await open({
    itemView: `() => ({ ...text('Sea'), '#attributes': { onclick: 'x' } })`,
  });
  await assert.rejects(hidden.ask('itemView', shownItem()), /leaves out[^]*#attributes\/onclick/);
  const lost = await open({ itemViewAlter: `() => [remove(child('nobody'))]` });
  await assert.rejects(lost.alter('itemViewAlter', builtItem()), /there is nothing at/);
});

test('changes are done as the kernel does them', async () => {
  const plugin = await open({
    itemViewAlter: `() => [set(['#title'], 'Changed'), add(child('more'), text('More'))]`,
    pageAlter: `() => [set(['title'], 'Ours')]`,
  });
  const { element } = await plugin.alter('itemViewAlter', builtItem());
  assert.equal(element['#title'], 'Changed');
  assert.deepEqual(Object.keys(element['#children']), ['more']);
  const altered = await plugin.alter('pageAlter', page({ title: 'Theirs' }));
  assert.equal(altered.page.title, 'Ours');
});

test('changes are answered one alone, or several in arrays of arrays', async () => {
  const plugin = await open({
    itemViewAlter: `(element) => [insertBefore(element, 'body', 'more', text('More')), set(['#title'], 'Changed')]`,
    pageAlter: `() => set(['title'], 'Ours')`,
  });
  const { element } = await plugin.alter('itemViewAlter', builtItem());
  assert.equal(element['#title'], 'Changed');
  assert.deepEqual(Object.keys(element['#children']), ['more']);
  const altered = await plugin.alter('pageAlter', page({ title: 'Theirs' }));
  assert.equal(altered.page.title, 'Ours');
});

test('what is put into the site between two questions is there for the next one', async () => {
  const plugin = await open(
    {
      preprocessItem: `(_item, ctx) => ({
      at: ctx.now(), who: ctx.actor.name, may: ctx.can('sail'), stage: ctx.stage,
      notes: ctx.db.select('note').rows(),
    })`,
    },
    { tables: { note: [{ id: 1, body: 'Ebb' }] } },
    '[tables.note.columns]\nid = { type = "serial" }\nbody = { type = "text" }',
  );
  const { site } = plugin;
  site.now = new Date('2026-06-02T00:00:00Z');
  site.actor = { ...site.actor, name: 'Ben' };
  site.permissions.add('sail');
  site.stage = 'draft';
  for (const row of site.tables.get('note') ?? []) row['body'] = 'Flood';
  const answer = await plugin.ask('preprocessItem', shownItem());
  assert.deepEqual(answer?.variables, {
    at: '2026-06-02T00:00:00.000Z',
    who: 'Ben',
    may: true,
    stage: 'draft',
    notes: [{ id: 1, body: 'Flood' }],
  });
});

test('forms are changed, checked and followed', async () => {
  const plugin = await open({
    formAlter: `(form) => form.id === 'comment' ? [add(['elements', 'mood'], formElement('text', { label: 'Mood' }))] : []`,
    formValidate: `({ values }) => values['mood'] === 'bad' ? [{ pointer: '/mood', code: 'bad', message: 'Cheer up.' }] : []`,
    formSubmit: `({ values }) => { console.log(String(values['mood'])); }`,
  });
  const form = { elements: {}, actions: { save: { label: 'Save' } } };
  const altered = await plugin.alter('formAlter', { id: 'comment', form });
  assert.deepEqual(altered.form.elements, { mood: { kind: 'text', label: 'Mood' } });
  const entered = { id: 'comment', action: 'save', values: { mood: 'bad' } };
  assert.equal((await plugin.ask('formValidate', entered))?.[0]?.message, 'Cheer up.');
  assert.equal(await plugin.ask('formSubmit', entered), undefined);
});

test('what a plugin throws is told with the lines of its author', async () => {
  const plugin = await open({ itemView: `(item) => { throw new Error('no ' + item.title); }` });
  await assert.rejects(
    plugin.ask('itemView', shownItem()),
    /Error: no The quiet hour\n\s+at .*\(plugin\.ts:6\)/,
  );
});

test('a tap of the manifest that has no function is said when the plugin is opened', async () => {
  await assert.rejects(open({}, {}, '# none'), /“implements” must be a list/);
});

test('who asks, when and where is as the test says', async () => {
  const { value } = await said(
    `[ctx.actor.name, ctx.can('sail'), ctx.can('swim'), ctx.stage, ctx.locale, ctx.now()]`,
    {
      actor: { name: 'Ben', permissions: ['sail'] },
      stage: 'draft',
      locale: 'de',
      now: new Date('2026-05-01T00:00:00Z'),
    },
  );
  assert.deepEqual(value, ['Ben', true, false, 'draft', 'de', '2026-05-01T00:00:00.000Z']);
});

test('variables stay on the site', async () => {
  const { value, plugin } = await said(
    `[ctx.variables.get('a'), ctx.variables.set('b', { n: 2 }), ctx.variables.delete('a'), ctx.log.warn('done')]`,
    { variables: { a: 1 } },
    'variables = true',
  );
  assert.equal(value[0], 1);
  assert.deepEqual([...plugin.site.variables], [['b', { n: 2 }]]);
  assert.deepEqual(plugin.site.log, [{ level: 'warn', message: 'done' }]);
});

test('content is found, listed and saved as far as the actor may', async () => {
  const items = [
    { id: 'a', title: 'One', fields: { tags: { target_id: 't' } } },
    { id: 'b', title: 'Two' },
    { id: 'c', type: 'note', title: 'Three', status: false },
  ];
  const { value, plugin } = await said(
    `[
      ctx.items.load('a').title,
      refusal(() => ctx.items.load('c')),
      ctx.items.query({ limit: 1 }),
      ctx.items.query({ term: 't' }).items.length,
      ctx.items.query({ type: 'note' }).items.length,
      ctx.items.save({ type: 'article', title: 'New' }).title,
      refusal(() => ctx.items.save({ id: 'a', type: 'article', revision: 'old' })),
      ctx.items.save({ id: 'b', type: 'article', revision: 'b', title: 'Changed' }).status,
    ]`,
    { items },
    'read_content = true\nwrite_content = true',
  );
  const [title, hidden, listed, ofTerm, notes, saved, conflict, status] = value;
  assert.deepEqual([title, hidden, ofTerm, notes, saved], ['One', 'not-found', 1, 0, 'New']);
  assert.deepEqual([listed.items.length, listed.next], [1, 'a']);
  assert.deepEqual([conflict, status], ['conflict', true]);
  assert.equal(plugin.site.items.get('b')?.title, 'Changed');
});

test('what the manifest does not ask for is refused', async () => {
  const { value } = await said(
    `[
      refusal(() => ctx.items.load('a')),
      refusal(() => ctx.items.save({ type: 'article' })),
      refusal(() => ctx.variables.get('a')),
      refusal(() => ctx.plugins.invoke('tides', 'item_view', {})),
    ]`,
  );
  assert.deepEqual(value, ['not-granted', 'not-granted', 'not-granted', 'not-granted']);
});

test('other plugins are there when the test says so', async () => {
  const { value } = await said(
    `[
      ctx.plugins.exists('moon'),
      ctx.plugins.exists('sun'),
      ctx.plugins.invoke('moon', 'phase', { day: 3 }),
      refusal(() => ctx.plugins.invoke('sun', 'phase', {})),
      refusal(() => ctx.plugins.invoke('moon', 'uninstall', {})),
    ]`,
    { plugins: { moon: { phase: (input) => ({ full: true, input }), uninstall: () => null } } },
    'plugins = true',
  );
  assert.deepEqual(value, [
    true,
    false,
    { full: true, input: { day: 3 } },
    'not-found',
    'not-allowed',
  ]);
});
