import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemContext } from '#grammar/access';
import { createTaps } from '#grammar/taps';
import { formAlter } from './form-taps.ts';

test('a plugin whose changes of a form take too much work changes nothing of it', async () => {
  const options = Array.from({ length: 1_000 }, (_, i) => ({ value: `${i}`, label: 'x' }));
  const taps = createTaps([formAlter]);
  const set = (path: string, value: unknown) => ({ op: 'set', path, value });
  const changes = [
    set('/elements/name/label', 'Called'),
    { op: 'add', path: '/elements/many', value: { kind: 'select', label: 'Many', options } },
    ...Array.from({ length: 998 }, (_, i) => set('/elements/many/weight', i)),
  ];
  taps.register({ name: 'tides', taps: { form_alter: () => changes } });
  const form = { elements: { name: { kind: 'text', label: 'Name' } }, actions: {} };
  const start = performance.now();
  const [result] = await taps.ask(systemContext(), formAlter, [{ id: 'person', form }]);
  assert.deepEqual(result, { input: { id: 'person', form }, answers: [], failed: ['tides'] });
  assert.ok(performance.now() - start < 3_000);
});
