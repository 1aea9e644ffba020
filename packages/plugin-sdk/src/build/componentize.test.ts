import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeComponent } from './componentize.ts';
import { worldOf } from './world.ts';

const world = worldOf('0.1.0', ['item_view'], []);
const lines = { files: ['plugin.ts'], at: { 1: [0, 3] } } as const;
const EXPORTED = 'export const itemView = () => undefined;';

/** A component of this code, for which there are some seconds. */
const made = (code: string, longest?: number) =>
  makeComponent({ bundle: { code: `${code}\n${EXPORTED}`, lines }, wit: '0.1.0', world }, longest);

test('a plugin that goes round for ever in the engine of sites alone is not waited for', async () => {
  const loop = "if (typeof WebAssembly === 'undefined') for (;;) {}";
  await assert.rejects(made(loop, 3_000), {
    name: 'PluginProblem',
    message:
      'The plugin cannot be started: it does not come to an end within 3 seconds. Look for a loop outside of its functions.',
  });
});

test('what is thrown in the engine of sites alone is said with its line', async () => {
  await assert.rejects(made("throw new Error('at sea');"), {
    name: 'PluginProblem',
    message: 'The plugin cannot be started: at sea\n    at <anonymous> (plugin.ts:3)',
  });
});
