import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ASKED_BY_SITE } from '#plugins';
import { openTestKernel } from '../support/kernel.ts';
import { buildPlugin, viewTap } from '../support/plugins.ts';

const TAPS = [...ASKED_BY_SITE];
const functionOf = (tap: string) =>
  tap.replaceAll(/_(.)/g, (_all, letter: string) => letter.toUpperCase());

test('a plugin cannot have another uninstall itself, nor do its work', async () => {
  const victim = await buildPlugin(
    [...TAPS, 'item_view'],
    `import { set } from 'trovato:plugin/variables@0.1.0';
${TAPS.map((tap) => `export const ${functionOf(tap)} = () => { set('ran', '"yes"'); };`).join('\n')}
export const itemView = () => '"well"';`,
  );
  const asker = await buildPlugin(
    ['item_presave'],
    `import { invoke } from 'trovato:plugin/plugins@0.1.0';
const outcome = (tap) => {
  try { return JSON.parse(invoke('victim', tap, '{}') ?? '"nothing"'); }
  catch (error) { return error.payload?.tag ?? String(error); }
};
export const itemPresave = (text) => JSON.stringify(JSON.parse(text).taps.map(outcome));`,
  );
  await using kernel = await openTestKernel();
  const { pluginRuntime, system, taps, database } = kernel;
  await pluginRuntime.load({
    name: 'victim',
    bytes: victim,
    taps: [...TAPS, 'item_view'],
    capabilities: ['variables'],
  });
  await pluginRuntime.load({
    name: 'asker',
    bytes: asker,
    taps: ['item_presave'],
    capabilities: ['plugins'],
  });
  const presave = { ...viewTap, name: 'item_presave', writes: true };
  const asked = { taps: [...TAPS, 'item_view'] };
  const [said] = await taps.ask(system, presave, [asked]);
  assert.deepEqual(said?.answers, [
    { plugin: 'asker', answer: [...TAPS.map(() => 'not-allowed'), 'well'] },
  ]);
  const kept = await database.queries.selectFrom('plugin_variable').selectAll().execute();
  assert.deepEqual(kept, []);
});
