import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { silentLog } from '#platform/telemetry';
import { openTestDatabase } from '../../../test/support/database.ts';
import { createVariables } from './variables.ts';

test('what is saved is known to every kernel soon after, and what is rolled back to none', async () => {
  await using database = await openTestDatabase();
  await using here = await createVariables({ database, log: silentLog });
  await using there = await createVariables({ database, log: silentLog });
  assert.equal(here.text('site_name', 'Trovato'), 'Trovato');
  await here.save(database.queries, 'site_name', 'The Paper');
  await assert.rejects(
    database.transaction(async (transaction) => {
      await here.save(transaction, 'site_name', 'Not this');
      throw new Error('never mind');
    }),
  );
  const isKnown = () => [here, there].every((one) => one.find('site_name') !== undefined);
  for (let tries = 0; tries < 500 && !isKnown(); tries++) await sleep(20);
  assert.equal(there.text('site_name', ''), 'The Paper');
  assert.equal(here.find('site_name'), 'The Paper');
});
