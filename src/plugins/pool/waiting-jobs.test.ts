import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RequestContext } from '#grammar/access';
import { buildPlugin, openTestPlugins, saveTap } from '../../../test/support/plugins.ts';

const TAPS = ['item_view', 'item_presave'];
const BYTES = await buildPlugin(
  TAPS,
  `import { load } from 'trovato:plugin/items@0.1.0';
let asked = 0;
export function itemView(text) {
  const { wait, loop } = JSON.parse(text);
  asked += 1;
  const found = wait ? JSON.parse(load(wait)) : 'nothing';
  if (loop) for (;;);
  return JSON.stringify([found, asked]);
}
export const itemPresave = itemView;`,
);

const refused = (): Promise<never> => Promise.reject(new Error('It is not asked for.'));

/** A site with one thread, and a kernel that answers when the test says so. */
async function open(viewDeadline = 5_000) {
  const waiting = new Map<string, (found: string) => void>();
  const heard = new Map<string, () => void>();
  const site = await openTestPlugins({
    limits: { threads: 1, viewDeadline, failures: 100 },
    services: {
      items: {
        load: (_: RequestContext, id: string) =>
          new Promise<string>((resolve) => {
            waiting.set(id, resolve);
            heard.get(id)?.();
          }),
        query: refused,
        save: refused,
      },
    },
  });
  await site.load({ name: 'one', bytes: BYTES, taps: TAPS, capabilities: ['read_content'] });
  return {
    site,
    /** Until a plugin waits for this. */
    asksFor: (id: string) =>
      waiting.has(id) ? undefined : new Promise<void>((resolve) => heard.set(id, resolve)),
    answer(id: string): void {
      waiting.get(id)?.(id);
      waiting.delete(id);
    },
    [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
  };
}

test('while a plugin waits for the kernel its thread serves others, and each sees its own memory', async () => {
  await using test = await open();
  const { site, asksFor, answer } = test;
  const first = site.view({ wait: 'a' });
  const second = site.view({ wait: 'b' });
  await Promise.all([asksFor('a'), asksFor('b')]);
  assert.deepEqual(await site.view({}), { one: ['nothing', 1] });
  answer('b');
  assert.deepEqual(await second, { one: ['b', 1] });
  answer('a');
  assert.deepEqual(await first, { one: ['a', 1] });
});

test('who waits in a thread that is ended because of another is asked again, and has not failed', async () => {
  await using test = await open(300);
  const { site, asksFor, answer } = test;
  const patient = site.view({ wait: 'a' });
  await asksFor('a');
  assert.deepEqual(await site.view({ loop: true }), {});
  // Another thread asks for it, soon or already.
  const timer = setInterval(() => answer('a'), 10);
  const said = await patient.finally(() => clearInterval(timer));
  assert.deepEqual(said, { one: ['a', 1] });
  assert.equal(site.lines.filter((line) => /is left out/.test(line)).length, 1);
});

test('where a plugin may save it has the thread to itself, since that cannot be done again', async () => {
  await using test = await open();
  const { site, asksFor, answer } = test;
  const saving = site.taps.ask(site.context(), saveTap, [{ wait: 'a' }]);
  await asksFor('a');
  let seen = false;
  const view = site.view({}).then((said) => {
    seen = true;
    return said;
  });
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  assert.equal(seen, false);
  answer('a');
  assert.deepEqual((await saving)[0]?.answers[0]?.answer, ['a', 1]);
  assert.deepEqual(await view, { one: ['nothing', 1] });
});
