import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import type { RequestContext } from '#grammar/access';
import { buildPlugin, openTestPlugins } from '../../../test/support/plugins.ts';

// Requests wait for the kernel side by side in a thread, each with memory of its own.

const MEBIBYTE = 2 ** 20;

/** Takes so many MiB, then waits for the kernel, and answers how many it has. */
const GREEDY = await buildPlugin(
  ['item_view'],
  `import { load } from 'trovato:plugin/items@0.1.0';
let asked = 0;
export function itemView(text) {
  const { take, wait = true } = JSON.parse(text);
  asked += 1;
  const all = [];
  for (let i = 0; i < take; i++) all.push(new Uint8Array(2 ** 20).fill(1));
  if (wait) load('x');
  return JSON.stringify([all.length, asked]);
}`,
);

const FRIEND = await buildPlugin(
  ['item_view'],
  `import { invoke } from 'trovato:plugin/plugins@0.1.0';
export function itemView(text) {
  const { ask } = JSON.parse(text);
  return ask ? invoke('greedy', 'item_view', JSON.stringify({ ...ask, nested: true })) : '"well"';
}`,
);

const refused = (): Promise<never> => Promise.reject(new Error('It is not asked for.'));

/** A site with one thread, and a kernel that takes its time. */
async function open(memory: number) {
  let [waiting, most] = [0, 0];
  const site = await openTestPlugins({
    limits: { threads: 1, memory: memory * MEBIBYTE, viewDeadline: 10_000 },
    services: {
      items: {
        async load(_: RequestContext, id: string) {
          most = Math.max(most, (waiting += 1));
          await sleep(50);
          waiting -= 1;
          return id;
        },
        query: refused,
        save: refused,
      },
    },
  });
  await site.load({ name: 'greedy', bytes: GREEDY, capabilities: ['read_content'] });
  return {
    site,
    /** How many requests waited at once. */
    most: () => most,
    [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
  };
}

const times = <Result>(count: number, work: (at: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, at) => work(at)));

test('requests that take much memory wait for their turn, so that a plugin has no multiple of its own', async () => {
  await using test = await open(64);
  for (const said of await times(8, () => test.site.view({ take: 20 }))) {
    assert.deepEqual(said, { greedy: [20, 1] });
  }
  // A fourth has no room beside the others.
  assert.ok(test.most() >= 2 && test.most() <= 3, `${test.most()} at once`);
  assert.deepEqual(test.site.stopped, []);
});

test('as many requests wait at once as there is room for a plugin that takes no more', async () => {
  // It begins with nearly 2 MiB.
  await using test = await open(8);
  for (const said of await times(12, () => test.site.view({ take: 0 }))) {
    assert.deepEqual(said, { greedy: [0, 1] });
  }
  assert.ok(test.most() >= 2 && test.most() <= 4, `${test.most()} at once`);
});

test('who is asked by others meanwhile does not wait for a plugin that takes much', async () => {
  await using test = await open(64);
  const { site } = test;
  await site.load({ name: 'friend', bytes: FRIEND, weight: -1, capabilities: ['plugins'] });
  const said = await times(6, (at) => site.view(at % 2 ? { take: 40 } : { take: 0, wait: false }));
  for (const [at, one] of said.entries()) {
    assert.deepEqual(one, { friend: 'well', greedy: [at % 2 ? 40 : 0, 1] });
  }
});

test('a plugin that others have take much does not have more for that', async () => {
  await using test = await open(64);
  const { site } = test;
  await site.load({ name: 'friend', bytes: FRIEND, capabilities: ['plugins'] });
  const said = await times(6, () => site.view({ take: 0, wait: false, ask: { take: 40 } }));
  for (const one of said) assert.deepEqual(one, { greedy: [0, 1], friend: [40, 1] });
  assert.equal(test.most(), 1);
});
