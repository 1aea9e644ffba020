import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openCommandLine } from '../../test/support/trovato.ts';
import { runCommand } from './run-command.ts';

const INSTALL =
  'install --site-name Paper --admin-name Ada --admin-mail ada@example.org --admin-password correct-horse-battery';

test('what is due is done on the command line, and nothing twice', async () => {
  await using trovato = await openCommandLine(runCommand);
  assert.equal((await trovato.run(INSTALL.split(' '))).code, 0);
  const first = await trovato.run(['cron']);
  assert.equal(first.code, 0, first.stderr);
  assert.match(first.stdout, /^✓ file_clean_up: 0 deleted \(\d+ ms\)\n✓ form_clean_up: 0 deleted/);
  assert.equal((await trovato.run(['cron'])).stdout, 'Nothing is due.\n');
  const all = await trovato.run(['cron', '--all', '--json']);
  assert.partialDeepStrictEqual(JSON.parse(all.stdout), {
    tasks: [
      { name: 'file_clean_up', outcome: 'done' },
      { name: 'form_clean_up', outcome: 'done' },
      { name: 'cache_clean_up', outcome: 'done' },
      { name: 'job_clean_up', outcome: 'done' },
    ],
  });
});
