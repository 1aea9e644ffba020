import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemContext } from '#grammar/access';
import { silentLog } from '#platform/telemetry';
import { openTestDatabase } from '../../../test/support/database.ts';
import { createFormats } from './index.ts';

test('what one kernel saves, every other knows a moment later', async () => {
  await using database = await openTestDatabase();
  const options = { database, log: silentLog, withdraw: async () => {} };
  await using one = await createFormats(options);
  await using other = await createFormats(options);
  const before = other.list();
  const filters = [{ name: 'line_breaks', settings: {} }];
  const ctx = systemContext();
  await one.createFormat(ctx, { name: 'notes', label: 'Notes', filters });
  assert.deepEqual(one.list().at(-1), { name: 'notes', label: 'Notes', weight: 3, filters });
  for (let tries = 0; other.list() === before && tries < 100; tries += 1) await sleep(20);
  assert.deepEqual(other.list(), one.list());
});

test('formats that people save at the same time are all kept', async () => {
  await using database = await openTestDatabase();
  await using formats = await createFormats({ database, log: silentLog, withdraw: async () => {} });
  const ctx = systemContext();
  const names = ['a', 'b', 'c', 'd'];
  await Promise.all(
    names.map((name) => formats.createFormat(ctx, { name, label: name, filters: [] })),
  );
  await formats.orderFormats(ctx, ['d', 'full_html']);
  assert.deepEqual(
    formats
      .list()
      .map(({ name }) => name)
      .slice(0, 3),
    ['d', 'full_html', 'filtered_html'],
  );
  const twice = ['x', 'x'].map(() =>
    formats.createFormat(ctx, { name: 'x', label: 'X', filters: [] }),
  );
  const outcomes = await Promise.allSettled(twice);
  assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
});
