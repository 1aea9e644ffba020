import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { coalesced } from './coalesced.ts';

test('who asks at the same time is answered together, and never by something older than the question', async () => {
  let truth = 0;
  let asked = 0;
  const ask = coalesced(async (key: string) => {
    asked += 1;
    const seen = truth;
    await sleep(5);
    return `${key}${seen}`;
  });
  const first = ask('a');
  truth = 1;
  const later = [ask('a'), ask('a'), ask('a')];
  const other = ask('b');
  assert.equal(await first, 'a0');
  assert.deepEqual(await Promise.all(later), ['a1', 'a1', 'a1']);
  assert.equal(await other, 'b1');
  assert.equal(asked, 3);
  truth = 2;
  assert.equal(await ask('a'), 'a2');
});

test('a failure reaches those who asked, and the next question is asked anew', async () => {
  let broken = true;
  const ask = coalesced(async () => {
    if (broken) throw new Error('down');
    return 'up';
  });
  const asked = await Promise.allSettled([ask('a'), ask('a')]);
  assert.deepEqual(
    asked.map((each) => each.status),
    ['rejected', 'rejected'],
  );
  broken = false;
  assert.equal(await ask('a'), 'up');
});
