import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLog } from '#platform/telemetry';
import { openTestKernel } from '../support/kernel.ts';

test('why a plugin failed at a save is in the log, with its words', async () => {
  const warned: unknown[] = [];
  const log = {
    ...silentLog,
    warn: (fields: object) => void warned.push(fields),
    child: () => log,
  };
  await using site = await openTestKernel({
    log,
    plugins: [
      {
        name: 'picky',
        taps: { item_presave: () => Promise.reject(new Error('I do not like this title')) },
      },
    ],
  });
  await site.items.createType(site.system, 'note', { name: 'Note' });
  const ada = await site.signIn({ name: 'Ada', isAdmin: true });
  const answer = await ada.submit('/item/add/note', { title: 'Sea' });
  assert.equal(answer.status, 500);
  const said = warned.flatMap((fields) =>
    'err' in (fields as object) ? String((fields as { err: unknown }).err) : [],
  );
  assert.match(said.join(), /I do not like this title/);
});
