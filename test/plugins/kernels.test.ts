import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { openTestDatabase } from '../support/database.ts';
import { openTestKernel } from '../support/kernel.ts';
import { putPlugin } from '../support/plugin-folders.ts';
import { readGuest } from '../support/plugins.ts';

/** Two kernels behind one address, each with a data folder of its own, and an item to read. */
async function openTwo() {
  const opened = new AsyncDisposableStack();
  const database = opened.use(await openTestDatabase());
  const shared = { ...database, [Symbol.asyncDispose]: async () => undefined };
  const one = opened.use(await openTestKernel({ database: shared }));
  const other = opened.use(await openTestKernel({ database: shared }));
  const { items, system } = one;
  await items.createType(system, 'trip', { name: 'Trip' });
  await items.addField(system, 'trip', 'place', { field_type: 'text', label: 'Place' });
  const fields = { place: { value: 'Ostend' } };
  const { id } = await items.createItem(system, 'trip', { title: 'Sea', status: true, fields });
  const read = async (kernel: typeof one) => kernel.browse().get(`/item/${id}`);
  const put = (version: string, component = readGuest('plain')) =>
    putPlugin(join(one.settings.data, 'plugins'), 'places', component, {
      taps: ['item_view'],
      version,
    });
  return { one, other, read, put, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

/** Milliseconds until `what` is so, of which 20 seconds are the most. */
async function until(what: () => Promise<boolean>): Promise<number> {
  const start = performance.now();
  while (!(await what())) {
    assert.ok(performance.now() - start < 20_000, 'It never came.');
    await sleep(10);
  }
  return performance.now() - start;
}

test('a plugin that one kernel enables is on the pages of the other within a second', async () => {
  await using site = await openTwo();
  const { one, other, read, put } = site;
  await put('1.0.0');
  const times: { readonly on: number; readonly off: number }[] = [];
  // Other tests may keep the machine busy: the quickest of three says what it can do.
  for (let round = 0; round < 3; round += 1) {
    await one.plugins.enable(one.system, 'places', []);
    assert.ok((await read(one)).text.includes('Sea, Ostend'));
    const on = await until(async () => (await read(other)).text.includes('Sea, Ostend'));
    await other.plugins.disable(other.system, 'places');
    const off = await until(async () => !(await read(one)).text.includes('Sea, Ostend'));
    times.push({ on, off });
  }
  assert.ok(Math.min(...times.map(({ on }) => on)) < 1_000, JSON.stringify(times));
  assert.ok(Math.min(...times.map(({ off }) => off)) < 1_000, JSON.stringify(times));
});

test('while a plugin is enabled, updated and disabled, every request is answered', async () => {
  await using site = await openTwo();
  const { one, other, read, put } = site;
  const done = new AbortController();
  const answers: { with: number; without: number } = { with: 0, without: 0 };
  const visitor = async (kernel: typeof one) => {
    while (!done.signal.aborted) {
      const page = await read(kernel);
      assert.equal(page.status, 200);
      answers[page.text.includes('Sea, Ostend') ? 'with' : 'without'] += 1;
      // As between requests over a network: a page that is kept is answered without a wait.
      await turn();
    }
  };
  const visitors = Promise.all([one, other, one, other, one, other].map(visitor));
  for (let round = 0; round < 3; round += 1) {
    await put(`1.0.${round}`);
    await one.plugins.enable(one.system, 'places', []);
    await sleep(100);
    await put(`1.1.${round}`, readGuest('hostile'));
    await one.plugins.update(one.system, 'places', []);
    await sleep(100);
    await other.plugins.disable(other.system, 'places');
    await put(`1.2.${round}`);
    await one.plugins.update(one.system, 'places', []);
  }
  done.abort();
  await visitors;
  assert.ok(answers.with > 0 && answers.without > 0, JSON.stringify(answers));
});
