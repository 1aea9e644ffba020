import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '#platform/database';
import { silentLog } from '#platform/telemetry';
import * as fc from 'fast-check';
import { Type } from 'typebox';
import { openTestDatabase } from '../../../test/support/database.ts';
import { addJob } from './add-job.ts';
import { endJob, keepJob, putBack } from './held-job.ts';
import { createQueues, defineQueue } from './index.ts';
import { type TakenJob, takeJobs } from './take-jobs.ts';

const LEASE = 60;
const AT_ONCE = 2;
const queue = defineQueue({
  name: 'letters',
  label: 'Send letters',
  payload: Type.Object({ to: Type.Integer() }),
  concurrency: AT_ONCE,
  attempts: 1_000,
  pause: 1,
});

/** What happens next; `which` chooses among the jobs that it can happen to. */
type Step =
  | { kind: 'add'; priority: number; key: string | undefined }
  | { kind: 'take'; count: number }
  | { kind: 'succeed' | 'fail' | 'keep' | 'kill' | 'haunt'; which: number };

const steps = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('add' as const),
      priority: fc.integer({ min: -1, max: 1 }),
      key: fc.constantFrom('a', 'b', undefined),
    }),
    fc.record({ kind: fc.constant('take' as const), count: fc.integer({ min: 1, max: 3 }) }),
    fc.record({
      kind: fc.constantFrom('succeed' as const, 'fail', 'keep', 'kill', 'haunt'),
      which: fc.nat(9),
    }),
  ),
  { minLength: 10, maxLength: 40, size: 'max' },
) as fc.Arbitrary<Step[]>;

interface Known {
  readonly id: number;
  readonly priority: number;
  readonly key: string | undefined;
}

/** The queue, and beside it what ought to be in it: every step compares the two. */
function createCompared(database: Database) {
  const { queries } = database;
  let waiting: readonly Known[] = [];
  let held: readonly { readonly job: Known; readonly taken: TakenJob }[] = [];
  let lost: readonly Known[] = [];
  /** What servers had when they were killed. */
  const ghosts: TakenJob[] = [];
  const done: number[] = [];

  /** Those that may be begun, in the order in which they are. */
  function next(): readonly Known[] {
    const busy = [...held.map(({ job }) => job), ...lost].map(({ key }) => key);
    const ready = waiting.filter(({ key }) => key === undefined || !busy.includes(key));
    return [...lost, ...ready].toSorted((a, b) => b.priority - a.priority || a.id - b.id);
  }

  /** As if all were due since the same moment, so that the number of a job is its age. */
  async function sameAge(): Promise<void> {
    await queries
      .updateTable('job')
      .set({ due: new Date(0) })
      .execute();
  }

  async function add(priority: number, key: string | undefined): Promise<void> {
    const job = { queue, payload: { to: 1 }, priority, ...(key === undefined ? {} : { key }) };
    const id = await addJob(queries, job);
    const same = waiting.find((other) => key !== undefined && other.key === key);
    if (same) assert.equal(id, same.id);
    else waiting = [...waiting, { id, priority, key }];
    await sameAge();
  }

  async function take(count: number): Promise<void> {
    const expected = next().slice(0, Math.max(0, Math.min(count, AT_ONCE - held.length)));
    const taken = await takeJobs(database, queue, { server: 'test', count, lease: LEASE });
    const ids = expected.map(({ id }) => id);
    assert.deepEqual(
      taken.map(({ id }) => id),
      ids,
    );
    waiting = waiting.filter(({ id }) => !ids.includes(id));
    lost = lost.filter(({ id }) => !ids.includes(id));
    const pairs = expected.flatMap((job, i) => (taken[i] ? [{ job, taken: taken[i] }] : []));
    held = [...held, ...pairs];
  }

  async function end(kind: 'succeed' | 'fail' | 'kill', { job, taken }: (typeof held)[number]) {
    held = held.filter((other) => other.job !== job);
    switch (kind) {
      case 'succeed':
        await endJob(queries, taken, { state: 'done', said: '' });
        return void done.push(job.id);
      case 'fail': {
        await putBack(queries, taken, { pause: 0, said: 'No.', counts: true });
        const same = waiting.some(({ key }) => key !== undefined && key === job.key);
        if (!same) waiting = [...waiting, job];
        return sameAge();
      }
      case 'kill':
        lost = [...lost, job];
        ghosts.push(taken);
        return void (await queries
          .updateTable('job')
          .set({ lease: new Date(0) })
          .where('id', '=', job.id)
          .execute());
      default:
        return kind satisfies never;
    }
  }

  /** Who was killed and taken over from comes back, and has no say. */
  async function haunt(which: number): Promise<void> {
    const able = ghosts.filter(({ id }) => !lost.some((job) => job.id === id));
    const ghost = able[which % able.length];
    if (ghost === undefined) return;
    assert.equal(await keepJob(queries, ghost, LEASE, { progress: 1, said: 'boo' }), false);
    await endJob(queries, ghost, { state: 'done', said: 'boo' });
    await putBack(queries, ghost, { pause: 0, said: 'boo', counts: true });
  }

  return {
    async perform(step: Step): Promise<void> {
      if (step.kind === 'add') return add(step.priority, step.key);
      if (step.kind === 'take') return take(step.count);
      if (step.kind === 'haunt') return haunt(step.which);
      const chosen = held[step.which % held.length];
      if (chosen === undefined) return;
      if (step.kind !== 'keep') return end(step.kind, chosen);
      assert.equal(await keepJob(queries, chosen.taken, LEASE, undefined), true);
    },
    /** In the end all of them are done, and none was forgotten. */
    async finish(): Promise<void> {
      while (waiting.length + held.length + lost.length > 0) {
        for (const one of held) await end('succeed', one);
        await take(AT_ONCE);
      }
      const left = await queries.selectFrom('job').select(['id', 'state', 'said']).execute();
      assert.deepEqual(
        left.toSorted((a, b) => a.id - b.id),
        done.toSorted((a, b) => a - b).map((id) => ({ id, state: 'done', said: '' })),
      );
      await queries.deleteFrom('job').execute();
    },
  };
}

test('whatever happens to servers, jobs go in order, one server has each, and all are done', async () => {
  await using database = await openTestDatabase();
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      await database.queries.deleteFrom('job').execute();
      const compared = createCompared(database);
      for (const step of sequence) await compared.perform(step);
      await compared.finish();
    }),
    { numRuns: 30 },
  );
});

/** What a job does when it is begun for the first, second … time. */
const fate = fc.array(fc.constantFrom('fail' as const, 'kill' as const), { maxLength: 2 });

test('several servers at once do every job, none beside another, though work fails and servers die', async () => {
  await using database = await openTestDatabase();
  const { queries } = database;
  await fc.assert(
    fc.asyncProperty(fc.array(fate, { minLength: 1, maxLength: 8 }), async (fates) => {
      await queries.deleteFrom('job').execute();
      const begun = fates.map(() => 0);
      const done = fates.map(() => 0);
      const holders = fates.map(() => 0);
      const createServer = () => {
        const server = createQueues({ database, log: silentLog, poll: 10, lease: LEASE });
        server.register(queue, async ({ id, payload: { to } }) => {
          const what = fates[to]?.[begun[to] ?? 0];
          begun[to] = (begun[to] ?? 0) + 1;
          holders[to] = (holders[to] ?? 0) + 1;
          assert.equal(holders[to], 1, 'Nobody else is at it.');
          await sleep(1);
          holders[to] -= 1;
          if (what === 'fail') throw new Error('No.');
          if (what === 'kill') {
            // What it says after this is not heard any more: its server is gone.
            await queries
              .updateTable('job')
              .set({ lease: new Date(0) })
              .where('id', '=', id)
              .execute();
            await new Promise((_, reject) => setTimeout(reject, 100).unref());
          }
          done[to] = (done[to] ?? 0) + 1;
        });
        return server;
      };
      const servers = [createServer(), createServer(), createServer()];
      await using working = new AsyncDisposableStack();
      for (const server of servers) working.use(server.work());
      for (const to of fates.keys()) {
        await servers[to % servers.length]?.add(queries, { queue, payload: { to } });
      }
      while (!done.every((times) => times >= 1)) await sleep(5);
      assert.deepEqual(
        done,
        fates.map(() => 1),
      );
    }),
    { numRuns: 10 },
  );
});
