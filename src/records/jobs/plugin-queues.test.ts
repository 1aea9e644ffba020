import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PluginHandlers } from '#grammar/taps';
import { defineQueue } from '#platform/queue';
import { Type } from 'typebox';
import { openTestKernel, type TestKernel } from '../../../test/support/kernel.ts';

const add = (site: TestKernel, name: string, payload: object = {}) => {
  const queue = defineQueue({ name, label: name, payload: Type.Unknown() });
  return site.queues.add(site.database.queries, { queue, payload });
};

async function ended(site: TestKernel, id: number) {
  for (;;) {
    const job = await site.queues.findJob(id);
    if (job?.state === 'done' || job?.state === 'failed') return job;
    await sleep(5);
  }
}

test('a plugin works on its own jobs, and says what came of them', async () => {
  const asked: unknown[] = [];
  const mail: PluginHandlers = {
    name: 'mail',
    taps: {
      queue_info: () => [{ name: 'letters', label: 'Send letters', attempts: 1, concurrency: 2 }],
      queue_worker(input) {
        asked.push(input);
        const { payload } = input as { payload: { to?: string } };
        if (payload.to === undefined) throw new Error('To whom?');
        return payload.to === 'Bob' ? { failed: 'Bob has moved.' } : { said: 'Sent.' };
      },
    },
  };
  await using site = await openTestKernel({ plugins: [mail] });
  await using _working = site.queues.work();
  const [ada, bob, nobody] = [
    await add(site, 'mail:letters', { to: 'Ada' }),
    await add(site, 'mail:letters', { to: 'Bob' }),
    await add(site, 'mail:letters'),
  ];
  assert.partialDeepStrictEqual(await ended(site, ada), { state: 'done', said: 'Sent.' });
  assert.partialDeepStrictEqual(await ended(site, bob), {
    state: 'failed',
    said: 'Bob has moved.',
  });
  assert.partialDeepStrictEqual(await ended(site, nobody), { state: 'failed', said: 'To whom?' });
  assert.deepEqual(asked[0], { queue: 'letters', payload: { to: 'Ada' }, attempt: 1 });
  const queues = await site.jobs.listQueues(site.system);
  assert.partialDeepStrictEqual(
    queues.find(({ name }) => name === 'mail:letters'),
    { label: 'mail: Send letters', isWorked: true, jobs: { done: 1, failed: 2 } },
  );
});

test('a queue that a plugin does not tell of is worked on all the same, one of another waits', async () => {
  const quiet: PluginHandlers = { name: 'quiet', taps: { queue_worker: () => undefined } };
  await using site = await openTestKernel({ plugins: [quiet] });
  await using _working = site.queues.work();
  const gone = await add(site, 'gone:things');
  assert.equal((await ended(site, await add(site, 'quiet:things'))).state, 'done');
  assert.equal((await site.queues.findJob(gone))?.state, 'waiting');
});

test('what a plugin says of its queues is asked once', async () => {
  let asked = 0;
  const chatty: PluginHandlers = {
    name: 'chatty',
    taps: {
      queue_worker: () => undefined,
      queue_info() {
        asked += 1;
        return [{ name: 'things' }];
      },
    },
  };
  await using site = await openTestKernel({ plugins: [chatty] });
  await using _working = site.queues.work();
  for (const name of ['chatty:things', 'chatty:things', 'chatty:others']) {
    await ended(site, await add(site, name));
  }
  assert.equal(asked, 1);
});
