import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemContext } from '#grammar/access';
import type { Logger } from '#platform/telemetry';
import { openTestKernel } from '../support/kernel.ts';
import { putPlugin } from '../support/plugin-folders.ts';
import { buildPlugin } from '../support/plugins.ts';

const TAPS = ['install', 'enable', 'upgrade', 'disable', 'uninstall'];
/** Keeps what it was asked in a variable, and says so in the log. */
const SOURCE = [
  "import { set } from 'trovato:plugin/variables@0.1.0';",
  "import { write } from 'trovato:plugin/log@0.1.0';",
  ...TAPS.map(
    (tap) =>
      `export function ${tap}(input) { set('${tap}', input); write('info', '${tap} ' + input); }`,
  ),
].join('\n');

test('a plugin is asked at each turn of its life, and may save then', async () => {
  const said: string[] = [];
  const note = (_fields: object, message: string): void => void said.push(message);
  const log: Logger = { debug: note, info: note, warn: note, error: note, child: () => log };
  await using site = await openTestKernel({ log });
  const { plugins, database } = site;
  const ctx = systemContext({ log });
  const bytes = await buildPlugin(TAPS, SOURCE);
  const put = (version: string) =>
    putPlugin(join(site.settings.data, 'plugins'), 'diary', bytes, {
      taps: TAPS,
      version,
      capabilities: ['variables'],
    });
  const asked = () =>
    said.splice(0).filter((line) => TAPS.some((tap) => line.startsWith(`${tap} {`)));
  const kept = async () =>
    (await database.queries.selectFrom('plugin_variable').select('name').execute())
      .map(({ name }) => name)
      .toSorted();

  await put('1.0.0');
  await plugins.enable(ctx, 'diary', ['grant diary variables']);
  assert.deepEqual(asked(), ['install {"version":"1.0.0"}', 'enable {"version":"1.0.0"}']);
  assert.deepEqual(await kept(), ['enable', 'install']);
  await put('1.1.0');
  await plugins.update(ctx, 'diary', []);
  assert.deepEqual(asked(), ['upgrade {"from":"1.0.0","to":"1.1.0"}']);
  await plugins.disable(ctx, 'diary');
  assert.deepEqual(asked(), ['disable {"version":"1.1.0"}']);
  assert.deepEqual(await kept(), ['disable', 'enable', 'install', 'upgrade']);
  await plugins.uninstall(ctx, 'diary');
  assert.deepEqual(asked(), ['uninstall {"version":"1.1.0"}']);
  assert.deepEqual(await kept(), []);
});
