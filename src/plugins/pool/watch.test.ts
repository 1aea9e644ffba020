import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Doing } from './progress.ts';
import { watch } from './watch.ts';

const DEADLINE = 40;

/** Watches a tap that began just now; answers when it was ended, in deadlines, and why. */
async function watchTap(
  computed: (spent: number) => number | undefined,
  phase: Doing['phase'] = 'tap',
): Promise<{ deadlines: number; failure: string }> {
  const start = performance.now();
  const spent = (): number => performance.now() - start;
  const { promise, resolve } = Promise.withResolvers<string>();
  let over = false;
  watch({
    doing: () => ({
      phase,
      id: 1,
      index: 0,
      begun: 1,
      stretch: 1,
      spent: spent(),
      overall: spent(),
    }),
    computed: async () => computed(spent()),
    isOver: () => over,
    deadline: DEADLINE,
    startDeadline: DEADLINE,
    tooLong(failure) {
      over = true;
      resolve(failure);
    },
  });
  // The timers of `watch` keep no process going.
  const failure = await Promise.race([promise, sleep(20 * DEADLINE, 'never')]);
  return { deadlines: spent() / DEADLINE, failure };
}

test('a tap that computes all the time is ended at its deadline', async () => {
  const { deadlines, failure } = await watchTap((spent) => spent);
  assert.equal(failure, `took longer than ${DEADLINE} ms and was ended`);
  assert.ok(deadlines >= 1 && deadlines < 3, String(deadlines));
});

test('a tap that waits for a busy machine has three times as long, and no more', async () => {
  for (const computed of [(spent: number) => spent / 100, () => undefined]) {
    const { deadlines, failure } = await watchTap(computed);
    assert.equal(failure, `took longer than ${DEADLINE} ms and was ended`);
    assert.ok(deadlines >= 3 && deadlines < 6, String(deadlines));
  }
});

test('a tap that waits for the kernel is not ended for that, until it is too much in all', async () => {
  const { deadlines, failure } = await watchTap(() => 0, 'waiting');
  assert.equal(failure, `took longer than ${10 * DEADLINE} ms in all and was ended`);
  assert.ok(deadlines >= 10 && deadlines < 13, String(deadlines));
});

test('a thread that is idle, or puts things back, is left alone', async () => {
  for (const phase of ['idle', 'tidying'] as const) {
    const { failure } = await watchTap((spent) => spent, phase);
    assert.equal(failure, 'never');
  }
});

test('a tap that computes is ended at its deadline, and not at the next look after it', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    for (const share of [1, 0.6]) {
      let time = 1;
      let endedAt: number | undefined;
      watch({
        // The thread begins a little later than it was told to.
        doing: () => ({
          phase: 'tap',
          id: 1,
          index: 0,
          begun: 1,
          stretch: 1,
          spent: time - 1,
          overall: time,
        }),
        computed: async () => time * share,
        isOver: () => endedAt !== undefined,
        deadline: 100,
        startDeadline: 100,
        tooLong: () => (endedAt = time),
      });
      for (; time < 500; time++) {
        mock.timers.tick(1);
        for (let turn = 0; turn < 5; turn++) await Promise.resolve();
      }
      assert.ok(endedAt !== undefined && endedAt <= 105, `${share}: ${endedAt}`);
    }
  } finally {
    mock.timers.reset();
  }
});
