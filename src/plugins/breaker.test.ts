import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBreaker } from './breaker.ts';

test('a plugin is stopped when it has failed too often within a minute, and not otherwise', () => {
  let now = 0;
  const breaker = createBreaker(3, () => now);
  const fail = (after: number, id = 1): boolean => {
    now += after;
    return breaker.count(id);
  };
  assert.deepEqual([fail(0), fail(1_000), fail(59_000)], [false, false, false]);
  assert.equal(fail(0, 2), false);
  assert.equal(breaker.isOpen(1), false);
  assert.deepEqual([fail(500), fail(0)], [true, false]);
  assert.deepEqual([breaker.isOpen(1), breaker.isOpen(2)], [true, false]);
  now += 3_600_000;
  assert.equal(breaker.isOpen(1), true);
  breaker.forget(1);
  assert.deepEqual([breaker.isOpen(1), fail(0)], [false, false]);
});
