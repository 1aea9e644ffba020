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
