import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { systemContext } from '#grammar/access';
import type { Logger } from '#platform/telemetry';
import { openTestDatabase } from '../../../test/support/database.ts';
import { openPluginFolder } from '../../../test/support/plugin-folders.ts';
import { openRegistry } from '../../../test/support/plugin-registry.ts';

const ctx = systemContext();

/** Waits until `what` is so; fails when that takes a second. */
async function soon(what: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 1_000;
  while (!(await what())) {
    assert.ok(performance.now() < end, 'It took longer than a second.');
    await sleep(10);
  }
}

test('what one kernel enables, every other asks within a second, without its folder', async () => {
  await using database = await openTestDatabase();
  await using place = await openPluginFolder();
  const one = await openRegistry(database, [place.folder]);
  await using _one = one.plugins;
  const other = await openRegistry(database, ['/nowhere']);
  await using _other = other.plugins;
  const both = async (...said: readonly string[]) =>
    soon(async () => String(await other.ask()) === String(said));

  await place.put('bells', 'Ding');
  await one.enable(ctx, 'bells', []);
  await both('Ding');
  await place.put('bells', 'Dong', { version: '1.0.1' });
  await one.update(ctx, 'bells', []);
  await both('Dong');
  await other.disable(ctx, 'bells');
  await soon(async () => (await one.ask()).length === 0);
  await other.enable(ctx, 'bells', []);
  await soon(async () => String(await one.ask()) === 'Dong');
  await one.stop('bells', 'It failed.');
  await both();

  const { state, found } = await other.get(ctx, 'bells');
  assert.deepEqual([state, found], ['disabled', undefined]);
});

test('a kernel that starts asks what is enabled; what does not run is left out and says why', async () => {
  await using database = await openTestDatabase();
  await using place = await openPluginFolder();
  await place.put('bells', 'Ding');
  await place.put('rope', 'Pull');
  await place.put('tower', 'Bong', { dependencies: ['rope'] });
  {
    const before = await openRegistry(database, [place.folder]);
    await using _before = before.plugins;
    await before.enable(ctx, 'bells', []);
    await before.enable(ctx, 'tower', ['enable rope']);
  }
  await database.queries
    .updateTable('plugin_component')
    .set({ bytes: Buffer.from('broken') })
    .where('bytes', '=', Buffer.from('Pull'))
    .execute();
  const lines: string[] = [];
  const error = (fields: object, message: string) =>
    void lines.push(`${JSON.stringify(fields)} ${message}`);
  const log: Logger = { ...ctx.log, error };
  const site = await openRegistry(database, [place.folder], { log });
  await using _site = site.plugins;
  assert.deepEqual(await site.ask(), ['Ding']);
  assert.deepEqual(
    (await site.list(ctx)).map(({ name, state, problems }) => [
      name,
      state,
      ...problems.map(({ says }) => says),
    ]),
    [
      ['bells', 'enabled'],
      ['rope', 'enabled', 'It does not run: It stops at its first line.'],
      ['tower', 'enabled', 'It does not run: It needs “rope”, which does not run.'],
    ],
  );
  assert.equal(lines.length, 1);
  assert.match(lines[0] ?? '', /"plugin":"rope".* does not run; the site goes on without it/);

  await site.disable(ctx, 'tower');
  await site.disable(ctx, 'rope');
  await assert.rejects(site.enable(ctx, 'rope', []), { code: 'plugin.cannot_run' });
  await place.put('rope', 'Heave', { version: '1.0.1' });
  await site.update(ctx, 'rope', []);
  await site.enable(ctx, 'tower', ['enable rope']);
  assert.deepEqual(await site.ask(), ['Ding', 'Heave', 'Bong']);
});

test('a kernel that was too busy to start a plugin tries again', async () => {
  await using database = await openTestDatabase();
  await using place = await openPluginFolder();
  const one = await openRegistry(database, [place.folder]);
  await using _one = one.plugins;
  const lines: string[] = [];
  const log: Logger = {
    ...ctx.log,
    error: (_fields: object, said: string) => void lines.push(said),
  };
  const busy = await openRegistry(database, [], { retry: 300, log });
  await using _busy = busy.plugins;
  await place.put('bells', 'late Ding');
  await assert.rejects(one.enable(ctx, 'bells', []), { message: /It took too long to start/ });
  await one.enable(ctx, 'bells', []);
  await soon(async () => busy.listFailing(ctx).length === 1);
  await soon(async () => String(await busy.ask()) === 'late Ding');
  assert.deepEqual([busy.listFailing(ctx), lines.length], [[], 1]);
});

test('while plugins come and go, no request fails, and each ends with what it began with', async () => {
  await using database = await openTestDatabase();
  await using place = await openPluginFolder();
  const site = await openRegistry(database, [place.folder], { grace: 100 });
  await using _site = site.plugins;
  await place.put('bells', 'Ding');
  await place.put('rope', 'Pull');
  await site.enable(ctx, 'rope', []);
  const seen = new Set<string>();
  const done = new AbortController();
  const request = async () => {
    while (!done.signal.aborted) {
      const own = systemContext();
      const first = await site.ask(own);
      await sleep(5);
      assert.deepEqual(await site.ask(own), first);
      seen.add(String(first));
    }
  };
  const requests = Promise.all(Array.from({ length: 20 }, request));
  for (let round = 0; round < 5; round += 1) {
    await site.enable(ctx, 'bells', []);
    await sleep(10);
    await place.put('bells', round % 2 === 0 ? 'Dong' : 'Ding');
    await site.update(ctx, 'bells', []);
    await sleep(10);
    await site.disable(ctx, 'bells');
    await sleep(10);
  }
  done.abort();
  await requests;
  assert.deepEqual([...seen].sort(), ['Ding,Pull', 'Dong,Pull', 'Pull']);
  await soon(async () => site.loaded.size === 1);
});

test('two people who enable and disable at the same time leave one of both', async () => {
  await using database = await openTestDatabase();
  await using place = await openPluginFolder();
  const one = await openRegistry(database, [place.folder]);
  await using _one = one.plugins;
  const other = await openRegistry(database, [place.folder]);
  await using _other = other.plugins;
  await place.put('bells', 'Ding');
  const outcomes = await Promise.allSettled([
    one.enable(ctx, 'bells', []),
    other.enable(ctx, 'bells', []),
  ]);
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') assert.equal(outcome.reason.code, 'plugin.changed');
  }
  await soon(async () => String([await one.ask(), await other.ask()]) === 'Ding,Ding');
  await soon(async () => one.loaded.size === 1 && other.loaded.size === 1);
});
