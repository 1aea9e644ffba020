import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { createListeners } from './listeners.ts';

test('where one who listens fails, the others hear it, and nobody else is hurt', async () => {
  const listeners = createListeners();
  const heard: string[] = [];
  listeners.add('news', () => {
    throw new Error('I cannot read that');
  });
  listeners.add('news', (payload) => heard.push(payload));
  const warned = once(process, 'warning');
  listeners.tell('news', '');
  assert.deepEqual(heard, ['']);
  assert.match(String(await warned), /I cannot read that/);
});
