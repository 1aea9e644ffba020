import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { systemContext } from '#grammar/access';
import { createTaps, type PluginHandlers } from '#grammar/taps';
import type { Database } from '#platform/database';
import { silentLog } from '#platform/telemetry';
import { openTestDatabase } from '../../../test/support/database.ts';
import { type Cron, createCron, cronTaps, type CronTask } from './index.ts';

const ctx = systemContext();
const MINUTE = 60_000;

function clockAt(start: string) {
  let now = new Date(start).getTime();
  return { now: () => new Date(now), pass: (minutes: number) => void (now += minutes * MINUTE) };
}

function createKernel(
  database: Database,
  tasks: readonly CronTask[],
  { clock = clockAt('2026-03-01T12:00:00Z'), plugins = [] as readonly PluginHandlers[] } = {},
): Cron & { readonly clock: typeof clock } {
  const taps = createTaps([...cronTaps]);
  for (const plugin of plugins) taps.register(plugin);
  const deps = { database, clock, log: silentLog, taps, tasks, timeZone: () => 'UTC' };
  return { ...createCron(deps), clock };
}

function task(name: string, run: CronTask['run'], more: Partial<CronTask> = {}): CronTask {
  return { name, label: name, schedule: { minutes: 10 }, run, ...more };
}

const names = (results: readonly { readonly name: string }[]) => results.map(({ name }) => name);

test('what is due is done, and what came of it is kept', async () => {
  await using database = await openTestDatabase();
  const site = createKernel(database, [
    task('sweep', async () => '7 swept'),
    task('ring', async () => undefined, { schedule: { daily: '13:00' } }),
    task('fall', () => Promise.reject(new Error('The floor is wet.'))),
  ]);
  assert.deepEqual(
    (await site.runDue(ctx)).map(({ name, outcome, said }) => [name, outcome, said]),
    [
      ['sweep', 'done', '7 swept'],
      ['fall', 'failed', 'The floor is wet.'],
    ],
  );
  assert.deepEqual(await site.runDue(ctx), []);
  site.clock.pass(10);
  assert.deepEqual(names(await site.runDue(ctx)), ['sweep', 'fall']);
  site.clock.pass(50);
  assert.deepEqual(names(await site.runDue(ctx)), ['sweep', 'ring', 'fall']);
  const [sweep, ring] = await site.list(ctx);
  assert.equal(sweep?.last?.outcome, 'done');
  assert.equal(sweep.last.said, '7 swept');
  assert.equal(sweep.next.toISOString(), '2026-03-01T13:10:00.000Z');
  assert.equal(ring?.next.toISOString(), '2026-03-02T13:00:00.000Z');
});

test('however many servers look at once, each task is done once', async () => {
  await using database = await openTestDatabase();
  const done: string[] = [];
  const slow = (name: string) =>
    task(name, async () => {
      done.push(name);
      await sleep(20);
    });
  const tasks = ['one', 'two', 'three'].map(slow);
  const clock = clockAt('2026-03-01T12:00:00Z');
  const kernels = Array.from({ length: 4 }, () => createKernel(database, tasks, { clock }));
  const results = await Promise.all(kernels.map((kernel) => kernel.runDue(ctx)));
  assert.deepEqual(done.toSorted(), ['one', 'three', 'two']);
  assert.deepEqual(names(results.flat()).toSorted(), ['one', 'three', 'two']);
  clock.pass(10);
  await Promise.all(kernels.map((kernel) => kernel.runDue(ctx)));
  assert.equal(done.length, 6);
});

test('one task can be done now, but not while a server is at it', async () => {
  await using database = await openTestDatabase();
  const { promise, resolve } = Promise.withResolvers<void>();
  const tasks = [task('slow', () => promise, { schedule: { daily: '23:00' } })];
  const [one, other] = [createKernel(database, tasks), createKernel(database, tasks)];
  const running = one.run(ctx, 'slow');
  while (!(await other.list(ctx))[0]?.underWay) await sleep(5);
  await assert.rejects(other.run(ctx, 'slow'), { code: 'cron.under_way' });
  assert.deepEqual(await other.runAll(ctx), []);
  resolve();
  assert.equal((await running).outcome, 'done');
  assert.equal((await other.run(ctx, 'slow')).outcome, 'done');
  await assert.rejects(other.run(ctx, 'nothing'), { code: 'cron.not_found' });
});

test('when a server dies, another takes over, and the dead one has no say any more', async () => {
  await using database = await openTestDatabase();
  const { promise, resolve } = Promise.withResolvers<string>();
  const [dead, other] = [
    createKernel(database, [task('sweep', () => promise)]),
    createKernel(database, [task('sweep', async () => 'by the other')]),
  ];
  const stuck = dead.runDue(ctx);
  while (!(await other.list(ctx))[0]?.underWay) await sleep(5);
  await database.queries
    .updateTable('cron_task')
    .set({ lease: new Date(0) })
    .execute();
  assert.equal((await other.list(ctx))[0]?.last?.outcome, 'lost');
  assert.equal((await other.run(ctx, 'sweep')).said, 'by the other');
  resolve('from beyond');
  await stuck;
  assert.equal((await other.list(ctx))[0]?.last?.said, 'by the other');
});

test('a task that takes too long has failed, and is told to end', async () => {
  await using database = await openTestDatabase();
  let told = false;
  const endless = task(
    'endless',
    ({ signal }) => new Promise(() => signal.addEventListener('abort', () => (told = true))),
    { timeLimit: 50 },
  );
  const site = createKernel(database, [endless, task('next', async () => undefined)]);
  const [first, second] = await site.runDue(ctx);
  assert.deepEqual(
    [first?.outcome, first?.said, told, second?.outcome],
    ['failed', 'It took longer than 0.05 s.', true, 'done'],
  );
});

test('plugins have tasks: those that they name, or one every hour', async () => {
  await using database = await openTestDatabase();
  const asked: unknown[] = [];
  const cron = (plugin: string) => (input: unknown) => void asked.push([plugin, input]);
  const site = createKernel(database, [], {
    plugins: [
      {
        name: 'mail',
        taps: {
          cron_info: () => [
            { name: 'digest', label: 'Send the digest', schedule: { minutes: 30 } },
            { name: 'tidy', schedule: { daily: '04:00' } },
          ],
          cron: cron('mail'),
        },
      },
      { name: 'plain', taps: { cron: cron('plain') } },
      { name: 'wrong', taps: { cron_info: () => [{ name: 'x' }], cron: cron('wrong') } },
      { name: 'bad', taps: { cron: () => Promise.reject(new Error('No luck.')) } },
    ],
  });
  assert.deepEqual(
    (await site.list(ctx)).map(({ task: { name, label, schedule } }) => [name, label, schedule]),
    [
      ['mail:digest', 'Send the digest', { minutes: 30 }],
      ['mail:tidy', 'Tidy', { daily: '04:00' }],
      ['plain:cron', 'What it does regularly', { hours: 1 }],
      ['bad:cron', 'What it does regularly', { hours: 1 }],
    ],
  );
  const results = await site.runDue(ctx);
  assert.deepEqual(asked, [
    ['mail', { task: 'digest' }],
    ['plain', { task: 'cron' }],
  ]);
  assert.deepEqual(
    results.map(({ name, outcome, said }) => [name, outcome, said]),
    [
      ['mail:digest', 'done', ''],
      ['plain:cron', 'done', ''],
      ['bad:cron', 'failed', 'No luck.'],
    ],
  );
});

test('only who may administer it sees or runs tasks', async () => {
  await using database = await openTestDatabase();
  const site = createKernel(database, []);
  const actor = { ...ctx.actor, isAdmin: false, permissions: new Set(['administer site']) };
  const nobody = systemContext({ actor });
  for (const attempt of [
    () => site.list(nobody),
    () => site.runDue(nobody),
    () => site.runAll(nobody),
    () => site.run(nobody, 'x'),
  ]) {
    await assert.rejects(attempt, { code: 'cron.not_allowed' });
  }
});
