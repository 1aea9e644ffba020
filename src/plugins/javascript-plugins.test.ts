import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { systemActor } from '#grammar/access';
import type { Json } from '#base';
import {
  alterTap,
  buildPlugin,
  openTestPlugins,
  saveTap,
  tappedItem,
  viewTap,
} from '../../test/support/plugins.ts';

const imports = (names: string, from: string): string =>
  `import { ${names} } from 'trovato:plugin/${from}@0.1.0';\n`;
/** Answers what `code` makes of `input`, or what it was refused with. */
const view = (code: string, from = ''): string => `${from}
export function itemView(text) {
  const input = JSON.parse(text);
  try { return JSON.stringify((() => { ${code} })()); }
  catch (error) { return JSON.stringify({ refused: error.payload ?? String(error) }); }
}`;

test('a plugin reads the item by its handle, in text, numbers and JSON', async () => {
  await using site = await openTestPlugins();
  const source = view(
    `const h = input.handle;
     return [title(h), itemType(h), published(h), String(created(h)), getString(h, 'body'),
       getString(h, 'no_such'), String(getInteger(h, 'price')), getFloat(h, 'weight'),
       JSON.parse(getJson(h, 'tags')), 'item' in input];`,
    imports(
      'title, itemType, published, created, getString, getInteger, getFloat, getJson',
      'item-api',
    ),
  );
  await site.load({ name: 'reader', bytes: await buildPlugin(['item_view'], source) });
  const tags = [{ value: 'boats' }, { value: 'Straße 😀' }];
  const item = tappedItem({ price: { value: 42 }, weight: [{ value: 1.5 }], tags });
  assert.deepEqual(await site.view({ item }), {
    reader: [
      'A day at the harbour',
      'post',
      true,
      '1777636800000',
      'Boats, birds, bells.',
      null,
      '42',
      1.5,
      tags,
      false,
    ],
  });
});

test('a plugin that wants all of the item is given it, and a wrong handle is refused', async () => {
  await using site = await openTestPlugins();
  const source = view('return [input.item.title, title(99)];', imports('title', 'item-api'));
  const bytes = await buildPlugin(['item_view'], source);
  await site.load({ name: 'full', bytes, dataModes: { item_view: 'full' } });
  const answers = await site.view({ item: tappedItem() });
  assert.deepEqual(answers, {
    full: { refused: { tag: 'not-found', val: 'There is no item with the handle 99 here.' } },
  });
});

test('chance and time are new in every request, though the plugin is as it was', async () => {
  await using site = await openTestPlugins({ limits: { threads: 1 } });
  const source = view(
    `return [Math.random(), Math.random(), Date.now(), String(now()), uuid(), bytes(4).length];`,
    imports('now', 'clock') + imports('bytes, uuid', 'random'),
  );
  await site.load({ name: 'chance', bytes: await buildPlugin(['item_view'], source) });
  const seen = new Set<unknown>();
  for (let turn = 0; turn < 5; turn++) {
    const before = Date.now();
    const { chance } = await site.view({});
    const [a, b, date, clock, id, length] = chance as [number, number, number, string, string, 4];
    for (const one of [a, b, id]) seen.add(one);
    assert.ok(date >= before && date <= Date.now() && Math.abs(date - Number(clock)) < 1_000);
    assert.ok(a >= 0 && a < 1 && b >= 0 && b < 1);
    assert.equal(length, 4);
    await sleep(2);
  }
  assert.equal(seen.size, 15);
});

test('a plugin is told who asks, and what the kernel signs for it is its own', async () => {
  await using site = await openTestPlugins();
  const source = view(
    `return [currentActor().name, can('fly'), can('walk'), stage(), locale(), hash('sha256', ''), hmac('sha256', 'x')];`,
    imports('currentActor, can, stage, locale', 'request-context') +
      imports('hash, hmac', 'crypto'),
  );
  const bytes = await buildPlugin(['item_view'], source);
  await site.load({ name: 'one', bytes });
  await site.load({ name: 'two', bytes });
  const actor = { ...systemActor(), name: 'Ann', isAdmin: false, permissions: new Set(['walk']) };
  const { one, two } = (await site.view({}, site.context({ actor, locale: 'de' }))) as {
    one: readonly unknown[];
    two: readonly unknown[];
  };
  assert.deepEqual(one.slice(0, 3), ['Ann', false, true]);
  assert.equal(one[4], 'de');
  assert.match(String(one[5]), /^e3b0c44298fc1c14/);
  assert.match(String(one[6]), /^[0-9a-f]{64}$/);
  assert.notEqual(one[6], two[6]);
});

test('what a plugin writes to the log stands there with its name', async () => {
  await using site = await openTestPlugins();
  const source = view(`write('warn', 'Low tide'); return null;`, imports('write', 'log'));
  await site.load({ name: 'sailor', bytes: await buildPlugin(['item_view'], source) });
  await site.view({});
  assert.ok(site.lines.includes('{"plugin":"sailor"} Low tide'));
});

test('what an author threw can be read in the log', async () => {
  await using site = await openTestPlugins();
  const source = `export function itemView() { throw new Error('no wind'); }`;
  await site.load({ name: 'sailor', bytes: await buildPlugin(['item_view'], source) });
  assert.deepEqual(await site.view({}), {});
  assert.match(site.lines.join('\n'), /“sailor” answered with an error: no wind/);
});

const keeping = view(
  `set('visits', JSON.stringify(1 + JSON.parse(get('visits') ?? '0'))); return JSON.parse(get('visits'));`,
  imports('get, set', 'variables'),
);

test('a plugin keeps what it may, where it may, and is told when it may not', async () => {
  const kept = new Map<string, Json>();
  await using site = await openTestPlugins({
    services: {
      variables: {
        get: async (_ctx, plugin, name) => kept.get(`${plugin}/${name}`),
        set: async (_ctx, plugin, name, value) => void kept.set(`${plugin}/${name}`, value),
        delete: async (_ctx, plugin, name) => void kept.delete(`${plugin}/${name}`),
      },
    },
  });
  const source = `${keeping}\nexport const itemPresave = itemView;`;
  const bytes = await buildPlugin(['item_view', 'item_presave'], source);
  const taps = ['item_view', 'item_presave'];
  await site.load({ name: 'counter', bytes, taps, capabilities: ['variables'] });
  await site.load({ name: 'nosy', bytes, taps });
  const save = async () => {
    const [result] = await site.taps.ask(site.context(), saveTap, [{}]);
    return result?.answers;
  };
  const notGranted = {
    plugin: 'nosy',
    answer: { refused: { tag: 'not-granted', val: 'variables' } },
  };
  assert.deepEqual(await save(), [{ plugin: 'counter', answer: 1 }, notGranted]);
  assert.deepEqual(await save(), [{ plugin: 'counter', answer: 2 }, notGranted]);
  assert.deepEqual([...kept], [['counter/visits', 2]]);
  const val = 'The tap item_view only reads; nothing is saved there.';
  assert.deepEqual((await site.view({}))['counter'], { refused: { tag: 'not-allowed', val } });
});

test('what a plugin sets in an item before it is saved is what it answers', async () => {
  await using site = await openTestPlugins();
  const source = `${imports('setTitle, setString, setInteger, setJson, getString, title', 'item-api')}
export function itemPresave(text) {
  const { handle } = JSON.parse(text);
  setTitle(handle, title(handle) + '!');
  setString(handle, 'body', getString(handle, 'body').toUpperCase());
  setInteger(handle, 'words', 3);
  setJson(handle, 'tags', 'null');
  return title(handle) === 'A day at the harbour!' ? null : '"wrong"';
}`;
  const bytes = await buildPlugin(['item_presave'], source);
  await site.load({ name: 'editor', bytes, taps: ['item_presave'] });
  const [result] = await site.taps.ask(site.context(), saveTap, [{ item: tappedItem() }]);
  assert.deepEqual(result?.answers[0]?.answer, {
    title: 'A day at the harbour!',
    fields: {
      body: { value: 'BOATS, BIRDS, BELLS.', format: 'plain_text' },
      words: { value: 3 },
      tags: null,
    },
  });
});

test('a field of more than a megabyte is refused in words, and not the end of the plugin', async () => {
  await using site = await openTestPlugins();
  const source = view(
    `return [getString, getJson].map((get) => { try { return get(input.handle, 'body').length; } catch (error) { return error.payload; } });`,
    imports('getString, getJson', 'item-api'),
  );
  await site.load({ name: 'reader', bytes: await buildPlugin(['item_view'], source) });
  const body = { value: 'é'.repeat(2 ** 19 + 1), format: 'plain_text' };
  const { reader } = await site.view({ item: tappedItem({ body }) });
  const refused = { tag: 'too-large', val: 'body has more than 1 MiB.' };
  assert.deepEqual(reader, [refused, refused]);
});

test('a plugin cannot fill the memory of the kernel with what it sets', async () => {
  await using site = await openTestPlugins();
  const source = `${imports('setString', 'item-api')}
export function itemPresave(text) {
  const { handle } = JSON.parse(text);
  for (let field = 0; ; field++) {
    try { setString(handle, 'field_' + field, 'x'.repeat(100_000)); }
    catch (error) { return JSON.stringify([field, error.payload]); }
  }
}`;
  const bytes = await buildPlugin(['item_presave'], source);
  await site.load({ name: 'filler', bytes, taps: ['item_presave'] });
  const [result] = await site.taps.ask(site.context(), saveTap, [{ item: tappedItem() }]);
  const answer = result?.answers[0]?.answer as { fields: object } | undefined;
  assert.equal(Object.keys(answer?.fields ?? {}).length, 10);
});

test('plugins ask each other, but not themselves and not in circles', async () => {
  await using site = await openTestPlugins();
  const source = view(
    `return input.ask ? JSON.parse(invoke(input.ask, 'item_view', JSON.stringify({ ask: input.later }))) : [exists('two'), exists('nobody')];`,
    imports('invoke, exists', 'plugins'),
  );
  const bytes = await buildPlugin(['item_view'], source);
  const capabilities = ['plugins'] as const;
  await site.load({ name: 'one', bytes, capabilities });
  await site.load({ name: 'two', bytes, capabilities });
  const { one } = await site.view({ ask: 'two' });
  assert.deepEqual(one, [true, false]);
  const circle = await site.view({ ask: 'two', later: 'one' });
  const val = 'The plugin “one” is being asked already.';
  assert.deepEqual(circle['one'], { refused: { tag: 'not-allowed', val } });
  const { one: nobody } = await site.view({ ask: 'nobody' });
  assert.match(JSON.stringify(nobody), /There is no plugin “nobody” that answers item_view/);
});

test('a plugin that takes too long is blamed for itself, and who has it do so is blamed as well', async () => {
  await using site = await openTestPlugins({ limits: { viewDeadline: 200, failures: 1 } });
  const asking = view(`return invoke('slow', 'item_view', '{}');`, imports('invoke', 'plugins'));
  const slow = await buildPlugin(
    ['item_view'],
    'export function itemView(text) { JSON.parse(text); for (;;); }',
  );
  await site.load({
    name: 'asker',
    bytes: await buildPlugin(['item_view'], asking),
    capabilities: ['plugins'],
  });
  await site.load({ name: 'slow', bytes: slow, taps: ['item_view'], weight: 1 });
  assert.deepEqual(await site.view({}), {});
  assert.deepEqual(
    site.stopped.map(({ plugin }) => plugin),
    ['asker', 'slow'],
  );
});

test('a later plugin sees what an earlier one changed', async () => {
  await using site = await openTestPlugins();
  const source = `export const itemViewAlter = (text) => JSON.stringify({ steps: [...JSON.parse(text).steps, 'on'] });`;
  const bytes = await buildPlugin(['item_view_alter'], source);
  const taps = ['item_view_alter'];
  await site.load({ name: 'one', bytes, taps });
  await site.load({ name: 'two', bytes, taps });
  const [result] = await site.taps.ask(site.context(), alterTap, [{ steps: [] }]);
  assert.deepEqual(result?.input, { steps: ['on', 'on'] });
});

test('a plugin that is switched off is asked no more, and can be loaded again', async () => {
  await using site = await openTestPlugins();
  const bytes = await buildPlugin(['item_view'], "export const itemView = () => '1';");
  const plugin = await site.load({ name: 'one', bytes });
  plugin[Symbol.dispose]();
  assert.equal(site.taps.has(viewTap), false);
  await site.load({ name: 'one', bytes });
  assert.deepEqual(await site.view({}), { one: 1 });
});
