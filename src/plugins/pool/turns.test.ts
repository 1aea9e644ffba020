import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTurns } from './turns.ts';

test('one at a time has the turn, in the order in which they wanted it', async () => {
  const seen: string[] = [];
  const turns = createTurns(() => seen.push('idle'));
  const go = async (name: string): Promise<void> => {
    await turns.take();
    seen.push(`${name} begins`);
    await Promise.resolve();
    await Promise.resolve();
    seen.push(`${name} ends`);
    turns.pass();
  };
  await Promise.all([go('one'), go('two'), go('three')]);
  const each = ['one', 'two', 'three'].flatMap((name) => [`${name} begins`, `${name} ends`]);
  assert.deepEqual(seen, [...each, 'idle']);
});
