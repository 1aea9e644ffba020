import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { batched } from './batched.ts';

test('who asks while an answer is under way is answered together, by what is true then', async () => {
  let truth = 0;
  const asked: string[] = [];
  const find = batched(async (keys: readonly string[]) => {
    asked.push(keys.join(''));
    const seen = truth;
    await sleep(5);
    return new Map(keys.filter((key) => key !== 'x').map((key) => [key, `${key}${seen}`]));
  });
  const first = find('a');
  truth = 1;
  const later = [find('a'), find('b'), find('x'), find('b')];
  assert.equal(await first, 'a0');
  assert.deepEqual(await Promise.all(later), ['a1', 'b1', undefined, 'b1']);
  truth = 2;
  assert.equal(await find('a'), 'a2');
  assert.deepEqual(asked, ['a', 'abx', 'a']);
});

test('a failure reaches those who asked, and what is asked next is asked anew', async () => {
  let broken = true;
  const find = batched(async (keys: readonly string[]) => {
    await sleep(1);
    if (broken) throw new Error('down');
    return new Map(keys.map((key) => [key, key]));
  });
  const outcomes = await Promise.allSettled([find('a'), find('b'), find('c')]);
  assert.deepEqual(
    outcomes.map((outcome) => outcome.status),
    ['rejected', 'rejected', 'rejected'],
  );
  broken = false;
  assert.equal(await find('a'), 'a');
});

test('any number of waves is answered, each key with its own answer', async () => {
  const find = batched(async (keys: readonly number[]) => {
    await sleep(Math.random() * 3);
    return new Map(keys.map((key) => [key, key * 2]));
  });
  const answers = await Promise.all(
    Array.from({ length: 200 }, async (_, i) => {
      await sleep(Math.random() * 30);
      return (await find(i)) === i * 2;
    }),
  );
  assert.ok(answers.every(Boolean));
});
