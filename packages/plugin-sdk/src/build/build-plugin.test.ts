import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { PluginProblem } from '../plugin-problem.ts';
import { buildPlugin } from './build-plugin.ts';

const folder = mkdtempSync(join(tmpdir(), 'trovato-build-'));
after(() => rmSync(folder, { recursive: true }));

const GOOD = `import { definePlugin, text } from '@trovato/plugin-sdk';
export default definePlugin({ itemView: (item) => text(item.title) });
`;

function write(source: string, implementing = ['item_view']): void {
  writeFileSync(
    join(folder, 'tides.info.toml'),
    `name = "tides"
label = "Tides"
description = "High water."
version = "1.0.0"
wit = "0.1.0"
[taps]
implements = ${JSON.stringify(implementing)}
`,
  );
  writeFileSync(join(folder, 'plugin.ts'), source);
}

/** Why the plugin is not built. */
async function refusal(source: string, implementing?: string[]): Promise<string> {
  write(source, implementing);
  try {
    await buildPlugin(folder);
  } catch (error) {
    assert.ok(error instanceof PluginProblem, String(error));
    return error.message;
  }
  return 'built';
}

test('a manifest and its functions must be the same taps', async () => {
  const said = await refusal(GOOD, ['page_alter']);
  assert.match(
    said,
    /^tides\.info\.toml:7: plugin\.ts answers “item_view”, which “implements” does not name/,
  );
  assert.match(said, /:7: .* names “page_alter”, and plugin\.ts has no function “pageAlter”/);
  assert.match(
    await refusal(GOOD, ['item_view', 'item_veiw']),
    /:7: .* names “item_veiw”, and there is no such tap\. There are: .*item_view/,
  );
});

test('what is no plugin is said', async () => {
  assert.match(await refusal('export default {};'), /must be what definePlugin answers/);
  assert.match(await refusal('export const a = 1;'), /default.*not exported|"default"/is);
  const misspelt = GOOD.replace('itemView', 'itemVew').replace('(item)', '(item: any)');
  assert.match(await refusal(misspelt), /no tap “item_vew” that “itemVew” could answer/);
  const waiting = GOOD.replace('(item)', 'async (item)');
  assert.match(await refusal(waiting), /“itemView” is async\. Taps answer at once/);
});

test('what cannot be read or loaded is said with its place', async () => {
  assert.match(await refusal('export default definePlugin({'), /plugin\.ts/);
  assert.match(
    await refusal(`function fail() { throw new Error('at sea'); }\nfail();\n${GOOD}`),
    /is loaded: at sea\n    at fail \(plugin\.ts:1\)\n    at .*plugin\.ts:2\)?$/,
  );
  rmSync(join(folder, 'plugin.ts'));
  await assert.rejects(buildPlugin(folder), /plugin\.ts is missing/);
});

test('a plugin that does not come to an end when it is loaded is not waited for', async () => {
  const said = await refusal(`for (let tide = 0; ; tide += 1) Math.sin(tide);\n${GOOD}`);
  assert.match(said, /does not come to an end within 5 seconds\. Look for a loop outside/);
});

test('what a plugin wants before it is asked is said with its line', async () => {
  const early = await refusal(
    `${GOOD.replace('item.title', 'item.title + at')}const at = Date.now();\n`,
  );
  assert.equal(
    early,
    'The plugin cannot be started: The time is known inside of taps only, and not while a plugin is built.\n    at <anonymous> (plugin.ts:3)',
  );
});

test('a plugin cannot use Node, nor what is not installed', async () => {
  const node = `import { readFileSync } from 'node:fs';\nconsole.log(readFileSync);\n${GOOD}`;
  assert.match(await refusal(node), /imports node:fs: inside of a site there is no Node/);
  const missing = `import leftPad from 'left-pad-of-nobody';\nconsole.log(leftPad);\n${GOOD}`;
  assert.match(await refusal(missing), /left-pad-of-nobody/);
});

test('a plugin is built once, and again when its source changes', async () => {
  write(GOOD);
  const first = await buildPlugin(folder);
  assert.equal(first.unchanged, false);
  assert.equal(first.file, join(folder, 'tides.wasm'));
  assert.deepEqual([...readFileSync(first.file).subarray(0, 4)], [0, 0x61, 0x73, 0x6d]);
  assert.equal((await buildPlugin(folder)).unchanged, true);
  write(GOOD.replace('item.title', 'item.type'));
  assert.equal((await buildPlugin(folder)).unchanged, false);
});
