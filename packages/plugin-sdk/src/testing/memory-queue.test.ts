import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext } from '../context.ts';
import { createMemoryHost } from './memory-host.ts';
import { createMemorySite } from './memory-site.ts';

test('a test sees which jobs a plugin added', () => {
  const site = createMemorySite({});
  const { queue } = createContext(createMemoryHost(site, [], {}));
  queue.add('letters', { to: 'Ada' });
  queue.add('letters', { to: 'Bob' }, { key: 'bob', delay: 60 });
  queue.add('letters', { to: 'Rob' }, { key: 'bob' });
  queue.add('others', { to: 'Rob' }, { key: 'bob' });
  assert.deepEqual(site.jobs, [
    { queue: 'letters', payload: { to: 'Ada' }, options: {} },
    { queue: 'letters', payload: { to: 'Bob' }, options: { key: 'bob', delay: 60 } },
    { queue: 'others', payload: { to: 'Rob' }, options: { key: 'bob' } },
  ]);
  queue.add('letters', { to: 'Rob' }, { key: 'bob', whenWaiting: 'move' });
  assert.deepEqual(site.jobs[1], {
    queue: 'letters',
    payload: { to: 'Rob' },
    options: { key: 'bob', whenWaiting: 'move' },
  });
  assert.throws(() => queue.add('Letters', {}), { code: 'invalid' });
  assert.throws(() => queue.add('letters', 'x'.repeat(65_536)), { code: 'too-large' });
});
