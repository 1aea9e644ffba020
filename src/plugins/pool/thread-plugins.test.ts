import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { buildPlugin } from '../../../test/support/plugins.ts';
import { openComponent } from '../component/open-component.ts';
import type { PluginCall } from '../host/plugin-call.ts';
import { planInstances } from '../instance/plan-instances.ts';
import { readContract } from '../read-contract.ts';
import type { ThreadPlugin } from './messages.ts';
import { createThreadPlugins } from './thread-plugins.ts';

const MEMORY = 64 * 2 ** 20;
const SOURCE = `let asked = 0;
export function itemView(text) {
  const { list } = JSON.parse(text);
  asked += 1;
  return JSON.stringify({ asked, list });
}`;

async function open(): Promise<ThreadPlugin> {
  const folder = await mkdtemp(join(tmpdir(), 'trovato-thread-'));
  const bytes = await buildPlugin(['item_view'], SOURCE);
  const component = await openComponent(bytes, { folder, memory: MEMORY });
  await rm(folder, { recursive: true });
  return {
    id: 1,
    name: 'one',
    key: '',
    capabilities: [],
    taps: { item_view: 'handle' },
    modules: component.modules,
    plan: planInstances(component, ['item-view'], readContract().wit),
  };
}

const call: PluginCall = {
  plugin: 'one',
  capabilities: new Set(),
  key: '',
  tap: { name: 'item_view', writes: false, changesItem: false },
  context: {
    actor: { id: '', name: 'Ann', anonymous: false, admin: false, roles: [] },
    permissions: new Set(),
    stage: 'live',
    locale: 'en',
  },
  item: undefined,
  handle: 0,
  log: () => undefined,
  ask: async () => ({ ok: undefined }),
  exists: () => false,
  invoke: async () => undefined,
};

test('a plugin has room for an ordinary request from the start, so that it can be put back', async () => {
  const { wit } = readContract();
  const plugins = createThreadPlugins(wit, MEMORY);
  plugins.load(await open(), undefined);
  const snapshot = await plugins.start(1);
  const { instance } = plugins.lend().use(1);
  const list = Array.from({ length: 500 }, (_, number) => ({ number, text: 'a line of text' }));
  for (let turn = 0; turn < 10; turn++) {
    const answer = await instance.ask('item_view', JSON.stringify({ list }), call);
    assert.deepEqual(JSON.parse(answer ?? ''), { asked: 1, list });
    assert.equal(instance.reset(snapshot), true);
  }
});

test('a plugin that took more memory is thrown away, and is as new when it is asked again', async () => {
  const plugins = createThreadPlugins(readContract().wit, MEMORY);
  plugins.load(await open(), undefined);
  await plugins.start(1);
  const ask = async (length: number): Promise<unknown> => {
    const job = plugins.lend();
    const { instance } = job.use(1);
    const answer = await instance.ask(
      'item_view',
      JSON.stringify({ list: 'x'.repeat(length) }),
      call,
    );
    job.giveBack();
    return JSON.parse(answer ?? '');
  };
  await ask(900_000);
  assert.equal(plugins.lend().isReady(1), false);
  assert.deepEqual(await ask(3), { asked: 1, list: 'xxx' });
  assert.equal(plugins.lend().isReady(1), true);
});

test('jobs that are under way at once do not see what each other remember', async () => {
  const plugins = createThreadPlugins(readContract().wit, MEMORY);
  plugins.load(await open(), undefined);
  await plugins.start(1);
  const [one, other] = [plugins.lend(), plugins.lend()];
  const ask = async (job: typeof one): Promise<unknown> => {
    const answer = await job.use(1).instance.ask('item_view', '{"list":1}', call);
    return JSON.parse(answer ?? '');
  };
  assert.deepEqual(await ask(one), { asked: 1, list: 1 });
  assert.deepEqual(await ask(other), { asked: 1, list: 1 });
  assert.deepEqual(await ask(one), { asked: 2, list: 1 });
  one.giveBack();
  assert.deepEqual(await ask(plugins.lend()), { asked: 1, list: 1 });
});

test('what plugins took and gave back is not taken from the machine for long', async () => {
  const plugins = createThreadPlugins(readContract().wit, MEMORY);
  plugins.load(await open(), undefined);
  await plugins.start(1);
  const input = JSON.stringify({ ballast: 'x'.repeat(8_000_000) });
  const before = process.memoryUsage.rss();
  for (let turn = 0; turn < 25; turn++) {
    const job = plugins.lend();
    await job.use(1).instance.ask('item_view', input, call);
    job.giveBack();
  }
  const more = (process.memoryUsage.rss() - before) / 2 ** 20;
  assert.ok(more < 100, `${more} MiB`);
});
