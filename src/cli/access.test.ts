import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildShippedPlugin } from '../../test/support/shipped-plugin.ts';
import { openCommandLine } from '../../test/support/trovato.ts';
import { runCommand } from './run-command.ts';

const INSTALL =
  'install --site-name Paper --admin-name Ada --admin-mail ada@example.org --admin-password correct-horse-battery';

test('plugins that guard content are asked about all of it on the command line', async () => {
  await buildShippedPlugin('guardian');
  await using trovato = await openCommandLine(runCommand);
  assert.equal((await trovato.run(INSTALL.split(' '))).code, 0);
  assert.match((await trovato.run(['access', 'status'])).stdout, /^No plugin that is asked/);
  await trovato.run(['plugin', 'enable', 'guardian']);
  const before = await trovato.run(['access', 'status', '--json']);
  assert.partialDeepStrictEqual(JSON.parse(before.stdout), {
    guards: [{ plugin: 'guardian', done: 0, finished: false }],
  });
  const { code, stdout } = await trovato.run(['access', 'rebuild']);
  assert.equal(code, 0);
  assert.match(stdout, /^guardian was asked about all \d+ items\.\n$/);
});
