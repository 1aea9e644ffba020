import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTestHosts } from '../../../test/support/hosts.ts';
import { buildPlugin, openTestPlugins, saveTap } from '../../../test/support/plugins.ts';
import type { Capability } from '../host/plugin-call.ts';
import { createHttpService } from './http-service.ts';

const DEADLINE = 200;
/** What a busy machine may add. */
const PATIENCE = 2_500;

/** Asks for each of `urls`, and answers the length of what it was told, or why it was refused. */
const SOURCE = `import { fetch } from 'trovato:plugin/http@0.1.0';
export function itemView(text) {
  const { urls = [], method } = JSON.parse(text);
  return JSON.stringify(urls.map((url) => {
    try { return JSON.parse(fetch(JSON.stringify({ url, method }))).body.length; }
    catch (error) { return error.payload.tag; }
  }));
}
export const itemPresave = itemView;`;

let hosts: Awaited<ReturnType<typeof openTestHosts>>;
let bytes: Uint8Array;
before(async () => {
  hosts = await openTestHosts();
  bytes = await buildPlugin(['item_view', 'item_presave'], SOURCE);
});
after(() => hosts[Symbol.dispose]());

/** A site with a plugin that asks hosts, and one that may ask none. */
async function open(capabilities: readonly Capability[], threads = 2) {
  const http = createHttpService({
    threads,
    network: {
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      permits: (_, port) => port === hosts.far,
    },
  });
  const limits = { threads, viewDeadline: DEADLINE, failures: 1 };
  const site = await openTestPlugins({ services: { http }, limits });
  const taps = ['item_view', 'item_presave'];
  await site.load({ name: 'asker', bytes, taps, capabilities });
  await site.load({ name: 'other', bytes, taps, weight: 1 });
  return site;
}

test('a component asks the hosts that it was granted, and is told why not of all others', async () => {
  const { far, near } = hosts;
  const names = [`public.test:${far}`, `inside.test:${near}`, `[::1]:${near}`, `127.0.0.1:${near}`];
  await using site = await open(names.map((name) => `http:${name}` as const));
  const redirect = encodeURIComponent(`http://inside.test:${near}/echo`);
  const cases: readonly (readonly [url: string, answer: unknown])[] = [
    [`http://public.test:${far}/gzip`, 'Ebb and flow'.length],
    ['http://example.org/', 'not-granted'],
    ['http://[::1]/', 'not-granted'],
    ['http://2130706433/', 'not-granted'],
    [`http://[::1]:${near}/echo`, 'not-allowed'],
    [`http://2130706433:${near}/echo`, 'not-allowed'],
    [`http://inside.test:${near}/echo`, 'not-allowed'],
    [`http://public.test:${far}/once?to=${redirect}`, 'not-allowed'],
    [`http://public.test:${far}/endless`, 'too-large'],
    [`http://public.test:${far}/bomb`, 'too-large'],
  ];
  for (const [url, answer] of cases) {
    const said = await site.view({ urls: [url] });
    assert.deepEqual(said, { asker: [answer], other: ['not-granted'] }, url);
  }
  assert.equal(hosts.insideAsked(), 0);
  assert.deepEqual(site.stopped, []);
});

test('a component that waits for a slow host is not ended, and holds nobody but its thread', async () => {
  const { far } = hosts;
  await using site = await open([`http:public.test:${far}`]);
  const slow = `http://public.test:${far}/slow`;
  const start = performance.now();
  const over = new AbortController();
  const waiting = site.view({ urls: [slow, slow] }).finally(() => over.abort());
  let turns = 0;
  do {
    const asked = performance.now();
    assert.deepEqual(await site.view({}), { asker: [], other: [] });
    assert.ok(performance.now() - asked < DEADLINE + PATIENCE);
    turns += 1;
  } while (!over.signal.aborted);
  assert.deepEqual(await waiting, {
    asker: ['unavailable', 'unavailable'],
    other: ['not-granted', 'not-granted'],
  });
  assert.ok(performance.now() - start < 10 * DEADLINE + PATIENCE);
  assert.ok(turns > 1);
  assert.deepEqual(site.stopped, []);
});

test('a component may send something where it may save, and only look where it only looks', async () => {
  const { far } = hosts;
  await using site = await open([`http:public.test:${far}`]);
  const input = { urls: [`http://public.test:${far}/gzip`], method: 'POST' };
  assert.deepEqual((await site.view(input))['asker'], ['not-allowed']);
  const [result] = await site.taps.ask(site.context(), saveTap, [input]);
  assert.deepEqual(result?.answers[0]?.answer, ['Ebb and flow'.length]);
});
