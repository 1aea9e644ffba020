import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildPlugin, openTestPlugins } from '../../../test/support/plugins.ts';

// Plugins that may ask other plugins, and what they can do to these.

/** Decides once, by the first thing that it is asked about. */
const GUARD = await buildPlugin(
  ['item_view'],
  `let decided;
export function itemView(text) {
  const { ok } = JSON.parse(text);
  decided ??= ok ? 'grant' : 'deny';
  return JSON.stringify(decided);
}`,
);

/** Asks “guard” what it is told to, as often as it is told to. */
const CALLER = await buildPlugin(
  ['item_view'],
  `import { invoke } from 'trovato:plugin/plugins@0.1.0';
export function itemView(text) {
  const { calm, asks = [{ ok: true }] } = JSON.parse(text);
  if (calm) return JSON.stringify('calm');
  return JSON.stringify(asks.map((one) => JSON.parse(invoke('guard', 'item_view', JSON.stringify(one)))));
}`,
);

for (const [order, weights] of [
  ['before', { caller: 0, guard: 1 }],
  ['after', { caller: 1, guard: 0 }],
] as const) {
  test(`what a plugin leaves in another by asking it is gone when that is asked itself, ${order} it or in the next request`, async () => {
    await using site = await openTestPlugins({ limits: { threads: 1 } });
    await site.load({ name: 'guard', bytes: GUARD, weight: weights.guard });
    await site.load({
      name: 'caller',
      bytes: CALLER,
      weight: weights.caller,
      capabilities: ['plugins'],
    });
    for (let turn = 0; turn < 3; turn++) {
      assert.deepEqual(await site.view({}), { guard: 'deny', caller: ['grant'] });
      assert.deepEqual(await site.view({ calm: true }), { guard: 'deny', caller: 'calm' });
    }
  });
}

test('each time that a plugin asks another it meets it as it began', async () => {
  await using site = await openTestPlugins({ limits: { threads: 1 } });
  await site.load({ name: 'guard', bytes: GUARD });
  await site.load({ name: 'caller', bytes: CALLER, capabilities: ['plugins'] });
  const asks = [{ ok: true }, { ok: false }, { ok: true }];
  assert.deepEqual(await site.view({ asks }), {
    guard: 'deny',
    caller: ['grant', 'deny', 'grant'],
  });
});

/** Asks “victim” what it is told to, and answers what came of it. */
const ASKER = await buildPlugin(
  ['item_view'],
  `import { exists, invoke } from 'trovato:plugin/plugins@0.1.0';
export function itemView(text) {
  const { ask, tap = 'item_view', calm } = JSON.parse(text);
  if (calm) return JSON.stringify('calm');
  try { return JSON.stringify([exists('victim'), JSON.parse(invoke('victim', tap, JSON.stringify(ask ?? {})))]); }
  catch (error) { return JSON.stringify(error.payload ?? String(error)); }
}`,
);

const VICTIM_TAPS = ['item_view', 'item_presave'];
const VICTIM = await buildPlugin(
  VICTIM_TAPS,
  `import { write } from 'trovato:plugin/log@0.1.0';
export function itemView(text) {
  const { loop, fail } = JSON.parse(text);
  if (loop) for (;;);
  if (fail) throw new Error('no wind');
  write('info', 'the victim has run');
  return JSON.stringify('well');
}
export const itemPresave = itemView;`,
);

test('a plugin that has another never end is stopped itself, and the other goes on', async () => {
  await using site = await openTestPlugins({ limits: { viewDeadline: 200, failures: 3 } });
  // It has a word elsewhere.
  await site.load({ name: 'victim', bytes: VICTIM, taps: ['item_presave', 'item_view'] });
  await site.load({ name: 'asker', bytes: ASKER, weight: 1, capabilities: ['plugins'] });
  for (let turn = 0; turn < 3; turn++) {
    assert.deepEqual(await site.view({ ask: { loop: true } }), { victim: 'well' });
  }
  assert.match(site.lines.join('\n'), /“asker” asked the plugin “victim”, which took longer/);
  assert.deepEqual(
    site.stopped.map(({ plugin }) => plugin),
    ['asker'],
  );
  assert.deepEqual(await site.view({}), { victim: 'well' });
});

test('a plugin that fails for another, which goes on without it, is blamed for nothing', async () => {
  await using site = await openTestPlugins({ limits: { failures: 1 } });
  await site.load({ name: 'victim', bytes: VICTIM, taps: VICTIM_TAPS });
  await site.load({ name: 'asker', bytes: ASKER, weight: 1, capabilities: ['plugins'] });
  const { asker } = await site.view({ ask: { fail: true } });
  assert.deepEqual((asker as { tag: string }).tag, 'unavailable');
  assert.deepEqual(site.stopped, []);
});

test('a plugin that is stopped is there for no other plugin either, in no thread', async () => {
  await using site = await openTestPlugins({ limits: { threads: 2, failures: 2 } });
  await site.load({ name: 'victim', bytes: VICTIM, taps: VICTIM_TAPS });
  await site.load({ name: 'asker', bytes: ASKER, weight: 1, capabilities: ['plugins'] });
  assert.deepEqual((await site.view({}))['asker'], [true, 'well']);
  for (let turn = 0; turn < 2; turn++) await site.view({ fail: true, calm: true });
  assert.equal(site.stopped[0]?.plugin, 'victim');
  site.lines.length = 0;
  const val = 'There is no plugin “victim” that answers item_view.';
  for (const said of await Promise.all(Array.from({ length: 8 }, () => site.view({})))) {
    assert.deepEqual(said, { asker: { tag: 'not-found', val } });
  }
  // A thread that is new knows it too.
  const limits = { threads: 1, viewDeadline: 200, failures: 1 };
  await using worn = await openTestPlugins({ limits });
  await worn.load({ name: 'victim', bytes: VICTIM, taps: VICTIM_TAPS });
  await worn.load({ name: 'asker', bytes: ASKER, weight: 1, capabilities: ['plugins'] });
  await worn.view({ loop: true, calm: true });
  assert.equal(worn.stopped[0]?.plugin, 'victim');
  assert.deepEqual(await worn.view({}), { asker: { tag: 'not-found', val } });
  assert.doesNotMatch([...site.lines, ...worn.lines].join('\n'), /the victim has run/);
});
