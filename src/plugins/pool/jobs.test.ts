import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemContext } from '#grammar/access';
import { contextOf } from '../context-of.ts';
import { createAskJob } from './jobs.ts';
import type { TaskReport, ThreadOutcome } from './messages.ts';

const ctx = systemContext();

/** A job that asks the plugins 1, 2 and 3 about two things. */
function open(stopped = new Map<number, string>()) {
  let outcomes: readonly (readonly ThreadOutcome[])[] | undefined;
  const job = createAskJob(
    {
      ctx,
      context: contextOf(ctx),
      tap: { name: 'item_view', writes: false, changesItem: false },
      ids: [1, 2, 3],
      inputs: '[{},{}]',
      count: 2,
      deadline: 100,
    },
    { nameOf: (id) => `plugin ${id}`, stopped: (id) => stopped.get(id) },
    (done) => (outcomes = done),
  );
  const ordered = () => {
    const task = job.task();
    return task?.kind === 'ask' ? task.ids : undefined;
  };
  const said = (index: number, answer: string, last = false): TaskReport => ({
    kind: 'answers',
    index,
    outcomes: [{ answer }, { answer }],
    last,
  });
  return { job, ordered, said, outcomes: () => outcomes };
}

const both = (outcome: ThreadOutcome) => [outcome, outcome];

test('a job is done with the answer of the last plugin', () => {
  const { job, ordered, said, outcomes } = open();
  assert.deepEqual(ordered(), [1, 2, 3]);
  assert.equal(job.take(said(0, 'a')), false);
  assert.equal(job.take({ kind: 'not-started', failure: '' }), false);
  assert.equal(job.take(said(1, 'b')), false);
  assert.equal(outcomes(), undefined);
  assert.equal(job.take(said(2, 'c', true)), true);
  assert.deepEqual(outcomes(), [
    both({ answer: 'a' }),
    both({ answer: 'b' }),
    both({ answer: 'c' }),
  ]);
});

test('when a thread is ended, what was answered stays, and only what is left is asked elsewhere', () => {
  const { job, ordered, said, outcomes } = open();
  ordered();
  job.take(said(0, 'a'));
  job.cutShort('took too long', 1, 2);
  assert.deepEqual(ordered(), [3]);
  job.take(said(0, 'c', true));
  assert.deepEqual(outcomes(), [
    both({ answer: 'a' }),
    both({ failure: 'took too long' }),
    both({ answer: 'c' }),
  ]);
});

test('a plugin that answered just before the thread was ended has not failed, nor has the next', () => {
  const { job, ordered, said } = open();
  ordered();
  job.take(said(0, 'a'));
  job.cutShort('took too long', 0, 1);
  assert.deepEqual(ordered(), [2, 3]);
});

test('who asked another plugin that was ended has failed, and is told of whom', () => {
  const { job, ordered, said, outcomes } = open();
  ordered();
  job.cutShort('took too long', 0, 9);
  ordered();
  job.take(said(0, 'b'));
  job.take(said(1, 'c', true));
  const failure = 'asked the plugin “plugin 9”, which took too long';
  assert.deepEqual(outcomes()?.[0], both({ failure }));
});

test('a plugin that was stopped while the job waited is not asked', () => {
  const stopped = new Map([[2, 'is stopped']]);
  const { job, ordered, said, outcomes } = open(stopped);
  assert.deepEqual(ordered(), [1, 3]);
  job.take(said(0, 'a'));
  job.take(said(1, 'c', true));
  assert.deepEqual(outcomes()?.[1], both({ failure: 'is stopped' }));
});

test('a job of which nothing is left to ask is done, and one that is given up too', () => {
  const all = open(new Map([1, 2, 3].map((id) => [id, 'is stopped'])));
  assert.equal(all.ordered(), undefined);
  assert.equal(all.outcomes()?.length, 3);
  const { job, outcomes } = open();
  job.giveUp('the program ends');
  assert.deepEqual(outcomes()?.[0], both({ failure: 'the program ends' }));
});

test('a job for which a thread has no room is done where others do not ask the same, then alone', () => {
  const { job, ordered, said, outcomes } = open();
  ordered();
  job.take(said(0, 'a'));
  assert.deepEqual([job.roomy, job.alone], [false, false]);
  assert.equal(job.take({ kind: 'crowded' }), true);
  assert.deepEqual([job.roomy, job.alone], [true, false]);
  assert.deepEqual(ordered(), [2, 3]);
  job.take({ kind: 'crowded' });
  assert.deepEqual([job.roomy, job.alone], [true, true]);
  assert.equal(outcomes(), undefined);
});
