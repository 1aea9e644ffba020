import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemContext } from '#grammar/access';
import { contextOf } from '../context-of.ts';
import { createPool } from './pool.ts';

test('where no thread starts, whoever asks is told so, and the machine is not kept busy with it', async () => {
  let started = 0;
  const count = (): void => void (started += 1);
  process.on('worker', count);
  const ctx = systemContext();
  await using pool = createPool({
    wit: ['this is no contract'],
    threads: 2,
    memory: 64 * 2 ** 20,
    startDeadline: 1_000,
    host: async () => ({ ok: undefined }),
    log: () => undefined,
    stopped: () => undefined,
    ended: () => undefined,
  });
  const ask = async (): Promise<void> => {
    const tap = { name: 'item_view', writes: false, changesItem: false };
    const asking = { ctx, context: contextOf(ctx), tap, ids: [1], inputs: '[{}]', count: 1 };
    const outcomes = await pool.ask({ ...asking, deadline: 1_000 });
    assert.deepEqual(outcomes, [[{ failure: 'cannot be asked: no thread starts' }]]);
  };
  try {
    await Promise.all([ask(), ask(), ask()]);
    for (let i = 0; i < 20; i++) await ask();
  } finally {
    process.off('worker', count);
  }
  assert.ok(started >= 4 && started <= 8, String(started));
});
