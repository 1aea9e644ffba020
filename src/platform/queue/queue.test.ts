import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '#platform/database';
import { silentLog } from '#platform/telemetry';
import { Type } from 'typebox';
import { openTestDatabase } from '../../../test/support/database.ts';
import { createQueues, defineQueue, type Job, type Queues, type Work } from './index.ts';

const letters = defineQueue({
  name: 'letters',
  label: 'Send letters',
  payload: Type.Object({ to: Type.String() }),
  pause: 10,
});

/** Looking by itself is out of the question here unless a test asks for it. */
const NEVER = 3_600_000;

function queuesOn(
  database: Database,
  work: Work<{ to: string }>,
  { queue = letters, poll = NEVER, lease = 30 } = {},
): Queues {
  const queues = createQueues({ database, log: silentLog, poll, lease });
  queues.register(queue, work);
  return queues;
}

async function ended(queues: Queues, count: number): Promise<readonly Job[]> {
  for (;;) {
    const jobs = await queues.listJobs();
    const over = jobs.filter(({ state }) => state === 'done' || state === 'failed');
    if (over.length >= count) return over;
    await sleep(5);
  }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(5);
}

test('a job is worked on at once, and what came of it is kept', async () => {
  await using database = await openTestDatabase();
  const queues = queuesOn(database, async ({ payload: { to } }) => `Sent to ${to}`);
  await using _working = queues.work();
  const id = await queues.add(database.queries, { queue: letters, payload: { to: 'Ada' } });
  const [job] = await ended(queues, 1);
  assert.partialDeepStrictEqual(job, {
    id,
    queue: 'letters',
    payload: { to: 'Ada' },
    state: 'done',
    attempts: 1,
    said: 'Sent to Ada',
  });
  assert.ok(job?.ended && job.begun && job.ended >= job.begun && job.begun >= job.created);
  assert.deepEqual(await queues.list(), [
    {
      name: 'letters',
      label: 'Send letters',
      isWorked: true,
      jobs: { waiting: 0, running: 0, done: 1, failed: 0 },
    },
  ]);
});

test('a change and its job are there together, or neither is', async () => {
  await using database = await openTestDatabase();
  const seen: unknown[] = [];
  const queues = queuesOn(database, async ({ payload: { to } }) => {
    const { queries } = database;
    seen.push(to, await queries.selectFrom('variable').selectAll().execute());
  });
  await using _working = queues.work();
  const change = (to: string, after: () => void) =>
    database.transaction(async (transaction) => {
      await queues.add(transaction, { queue: letters, payload: { to } });
      await transaction.insertInto('variable').values({ name: to, value: '1' }).execute();
      after();
    });
  const gaveUp = change('Bob', () => {
    throw new Error('No.');
  });
  await assert.rejects(gaveUp);
  await change('Ada', () => undefined);
  await ended(queues, 1);
  assert.deepEqual(seen, ['Ada', [{ name: 'Ada', value: 1 }]]);
});

test('what fails is tried again after a pause, and in the end waits for somebody to look', async () => {
  await using database = await openTestDatabase();
  const attempts: number[] = [];
  const queues = queuesOn(
    database,
    async ({ attempt }) => {
      attempts.push(attempt);
      if (attempt < 4) throw new Error(`No luck ${attempt}.`);
    },
    { queue: { ...letters, attempts: 3 }, poll: 20 },
  );
  await using _working = queues.work();
  const id = await queues.add(database.queries, { queue: letters, payload: { to: 'Ada' } });
  const [failed] = await ended(queues, 1);
  assert.partialDeepStrictEqual(failed, { state: 'failed', attempts: 3, said: 'No luck 3.' });
  assert.deepEqual(attempts, [1, 2, 3]);
  await queues.retryJob(id);
  await until(async () => attempts.length === 6);
  assert.deepEqual(attempts.slice(3), [1, 2, 3]);
  await ended(queues, 1);
  await queues.deleteJob(id);
  assert.deepEqual(await queues.listJobs(), []);
  await assert.rejects(queues.retryJob(id), { code: 'queue.job_not_found' });
  await assert.rejects(queues.deleteJob(id), { code: 'queue.job_not_found' });
});

test('what a queue does not take is refused, and not tried again where it waits already', async () => {
  await using database = await openTestDatabase();
  const queues = queuesOn(database, async () => undefined);
  const wrong = { queue: defineQueue({ ...letters, payload: Type.Unknown() }), payload: { to: 7 } };
  await assert.rejects(
    queues.add(database.queries, { queue: letters, payload: JSON.parse('{"to":7}') }),
    {
      code: 'queue.payload',
      problems: [{ pointer: '/to', code: 'schema', message: '/to must be string.' }],
    },
  );
  await queues.add(database.queries, wrong);
  await using _working = queues.work();
  const [job] = await ended(queues, 1);
  assert.partialDeepStrictEqual(job, { state: 'failed', attempts: 1 });
});

test('while a job with a key waits, a second one is not added; it may move the first', async () => {
  await using database = await openTestDatabase();
  const done: string[] = [];
  const queues = queuesOn(database, async ({ payload: { to } }) => void done.push(to));
  const add = (to: string, more: object = {}) =>
    queues.add(database.queries, { queue: letters, payload: { to }, key: 'post', ...more });
  const first = await add('Ada');
  assert.equal(await add('Bob'), first);
  const two = { queue: letters, payload: { to: 'Eve' } };
  await queues.add(database.queries, two);
  await queues.add(database.queries, two);
  assert.equal((await queues.listJobs({ key: 'post' }))[0]?.priority, 0);
  assert.equal(await add('Cleo', { whenWaiting: 'move', priority: -5 }), first);
  await using _working = queues.work();
  await ended(queues, 3);
  assert.deepEqual(done, ['Eve', 'Eve', 'Cleo']);
  assert.notEqual(await add('Dan'), first, 'Nothing waits any more.');
});

test('who adds a job that waits already is seen by whoever works on it', async () => {
  await using database = await openTestDatabase();
  // The embedded database has one transaction at a time, and so cannot get this wrong.
  if (database.kind === 'embedded') return;
  const seen: number[] = [];
  const queues = queuesOn(database, async () => {
    seen.push((await database.queries.selectFrom('variable').selectAll().execute()).length);
  });
  const job = { queue: letters, payload: { to: 'Ada' }, key: 'post' };
  await queues.add(database.queries, job);
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
  const { promise: isAdded, resolve: added } = Promise.withResolvers<void>();
  const change = database.transaction(async (transaction) => {
    await transaction.insertInto('variable').values({ name: 'news', value: '1' }).execute();
    await queues.add(transaction, job);
    added();
    await mayEnd;
  });
  await isAdded;
  await using _working = queues.work();
  await sleep(50);
  assert.deepEqual(seen, [], 'The job waits for the change that relies on it.');
  end();
  await change;
  await ended(queues, 1);
  assert.deepEqual(seen, [1]);
});

test('urgent jobs go first, older ones before younger ones, delayed ones when it is time', async () => {
  await using database = await openTestDatabase();
  const done: string[] = [];
  const queues = queuesOn(database, async ({ payload: { to } }) => void done.push(to), {
    poll: 20,
  });
  const add = (to: string, more: object = {}) =>
    queues.add(database.queries, { queue: letters, payload: { to }, ...more });
  await add('later', { delay: NEVER, priority: 100 });
  await add('old');
  await add('young');
  await add('slow', { priority: -1 });
  await add('urgent', { priority: 10 });
  await using _working = queues.work();
  await ended(queues, 4);
  assert.deepEqual(done, ['urgent', 'old', 'young', 'slow']);
  await database.queries
    .updateTable('job')
    .set({ due: new Date(0) })
    .where('state', '=', 'waiting')
    .execute();
  await ended(queues, 5);
  assert.equal(done.at(-1), 'later');
});

test('others see how far a job is', async () => {
  await using database = await openTestDatabase();
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
  const queues = queuesOn(database, async ({ report }) => {
    report(0.1, 'Writing');
    report(0.4);
    await mayEnd;
  });
  await using _working = queues.work();
  const id = await queues.add(database.queries, { queue: letters, payload: { to: 'Ada' } });
  await until(async () => (await queues.findJob(id))?.progress !== undefined);
  const job = await queues.findJob(id);
  assert.equal(job?.state, 'running');
  assert.equal(job.said, 'Writing');
  assert.equal(job.progress, 0.4);
  await assert.rejects(queues.deleteJob(id), { code: 'queue.under_way' });
  await assert.rejects(queues.retryJob(id), { code: 'queue.under_way' });
  end();
  await ended(queues, 1);
});

test('a job that takes too long is told to end, and has failed', async () => {
  await using database = await openTestDatabase();
  let why: unknown;
  const queues = queuesOn(
    database,
    async ({ signal }) => {
      await once(signal, 'abort');
      why = signal.reason;
      await sleep(NEVER, undefined, { ref: false });
    },
    { queue: { ...letters, timeLimit: 50, attempts: 1 } },
  );
  await using _working = queues.work();
  await queues.add(database.queries, { queue: letters, payload: { to: 'Ada' } });
  const [job] = await ended(queues, 1);
  assert.equal(job?.said, 'It took longer than 0.05 s.');
  assert.ok(why instanceof Error);
});

test('a job that was told before anybody listened is worked on all the same', async () => {
  await using database = await openTestDatabase();
  const { promise: mayListen, resolve: listen } = Promise.withResolvers<void>();
  const slow: Database = {
    ...database,
    async listen(...asked) {
      await mayListen;
      return database.listen(...asked);
    },
  };
  const queues = queuesOn(slow, async () => 'found');
  await using _working = queues.work();
  // The look at the start has found nothing by then.
  await sleep(100);
  await queues.add(database.queries, { queue: letters, payload: { to: 'Ada' } });
  listen();
  const [job] = await ended(queues, 1);
  assert.equal(job?.said, 'found');
});

test('a server that ends gives its jobs back, and another has them at once', async () => {
  await using database = await openTestDatabase();
  const begun: string[] = [];
  const ending = queuesOn(database, async ({ signal }) => {
    begun.push('first');
    await once(signal, 'abort');
    signal.throwIfAborted();
  });
  const working = ending.work();
  const id = await ending.add(database.queries, { queue: letters, payload: { to: 'Ada' } });
  await until(async () => begun.length === 1);
  const other = queuesOn(database, async ({ attempt }) => void begun.push(`second ${attempt}`));
  await using _working = other.work();
  await working[Symbol.asyncDispose]();
  await ended(other, 1);
  assert.deepEqual(begun, ['first', 'second 1'], 'The first time was no attempt.');
  assert.equal((await other.findJob(id))?.attempts, 1);
});

test('a job whose server is gone is taken over, and the server has no say any more', async () => {
  await using database = await openTestDatabase();
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
  let begun = 0;
  const stuck = queuesOn(
    database,
    async () => {
      begun += 1;
      await mayEnd;
      return 'from beyond';
    },
    { lease: NEVER },
  );
  await using _stuck = stuck.work();
  const id = await stuck.add(database.queries, { queue: letters, payload: { to: 'Ada' } });
  await until(async () => begun === 1);
  await database.queries
    .updateTable('job')
    .set({ lease: new Date(0) })
    .execute();
  assert.equal((await stuck.findJob(id))?.isLost, true);
  const other = queuesOn(database, async ({ attempt }) => `attempt ${attempt}`);
  await using _working = other.work();
  const [job] = await ended(other, 1);
  assert.equal(job?.said, 'attempt 2');
  end();
  await sleep(50);
  assert.equal((await other.findJob(id))?.said, 'attempt 2');
});

test('a job that ends its server each time is given up', async () => {
  await using database = await openTestDatabase();
  const queues = queuesOn(database, async () => undefined, { poll: 20 });
  const id = await queues.add(database.queries, { queue: letters, payload: { to: 'Ada' } });
  await database.queries
    .updateTable('job')
    .set({ state: 'running', lease: new Date(0), attempts: 5 })
    .execute();
  await using _working = queues.work();
  await ended(queues, 1);
  const job = await queues.findJob(id);
  assert.deepEqual(
    [job?.state, job?.said],
    ['failed', 'The server that was at it ended before the job did.'],
  );
});

test('jobs are found without being told of, and those of queues that nobody works on stay', async () => {
  await using database = await openTestDatabase();
  const queues = queuesOn(database, async () => undefined, { poll: 20 });
  await using _working = queues.work();
  const row = { payload: '{"to":"Ada"}' };
  await database.queries
    .insertInto('job')
    .values({ queue: 'letters', ...row })
    .execute();
  await database.queries
    .insertInto('job')
    .values({ queue: 'gone', ...row })
    .execute();
  await ended(queues, 1);
  const gone = (await queues.list()).find(({ name }) => name === 'gone');
  assert.deepEqual(gone, {
    name: 'gone',
    label: 'gone',
    isWorked: false,
    jobs: { waiting: 1, running: 0, done: 0, failed: 0 },
  });
});

test('of one queue no more are worked on at once than may be, however many servers there are', async () => {
  await using database = await openTestDatabase();
  let now = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, (now += 1));
    await sleep(10);
    now -= 1;
  };
  const queue = { ...letters, concurrency: 3 };
  const servers = Array.from({ length: 3 }, () => queuesOn(database, work, { queue, poll: 20 }));
  await using stack = new AsyncDisposableStack();
  for (const server of servers) stack.use(server.work());
  for (let n = 0; n < 20; n++) {
    await servers[0]?.add(database.queries, { queue, payload: { to: String(n) } });
  }
  const [server] = servers;
  assert.ok(server);
  await ended(server, 20);
  assert.ok(most <= 3, `${most} at once`);
});

test('what was done is deleted after a while, and what failed stays', async () => {
  await using database = await openTestDatabase();
  const queues = queuesOn(
    database,
    async ({ payload: { to } }) => {
      if (to === 'Bob') throw new Error('No.');
    },
    { queue: { ...letters, attempts: 1 } },
  );
  await using _working = queues.work();
  for (const to of ['Ada', 'Bob']) {
    await queues.add(database.queries, { queue: letters, payload: { to } });
  }
  await ended(queues, 2);
  assert.equal(await queues.deleteDone(60_000), 0);
  assert.equal(await queues.deleteDone(0), 1);
  assert.deepEqual(
    (await queues.listJobs()).map(({ state }) => state),
    ['failed'],
  );
});
