import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openTestKernel } from '../../../test/support/kernel.ts';
import { buildPlugin } from '../../../test/support/plugins.ts';

const TAPS = ['item_insert', 'item_view', 'queue_info', 'queue_worker'];
const BYTES = await buildPlugin(
  TAPS,
  `import { add } from 'trovato:plugin/queue@0.1.0';
import { title } from 'trovato:plugin/item-api@0.1.0';
import { set } from 'trovato:plugin/variables@0.1.0';
function refusal(name, payload, options) {
  try { add(name, payload, options); return null; }
  catch (error) { return error.payload?.tag + ': ' + error.payload?.val; }
}
export function itemInsert(text) {
  const { handle } = JSON.parse(text);
  add('letters', JSON.stringify({ about: title(handle) }), '{"key":"news"}');
  if (title(handle) === 'Ebb') throw new Error('No ebb.');
}
export function itemView() {
  return JSON.stringify({ '#type': 'text', '#value': refusal('letters', '{}', '{}') });
}
export function queueInfo() { return JSON.stringify([{ name: 'letters', attempts: 1 }]); }
export function queueWorker(text) {
  const { payload } = JSON.parse(text);
  set('sent', JSON.stringify(payload));
  if (payload.about === 'Rope') {
    const large = JSON.stringify('x'.repeat(70000));
    return JSON.stringify({ said: [
      refusal('No name', '{}', '{}'), refusal('letters', large, '{}'),
      refusal('letters', '{}', '{"delay":-1}'), refusal('letters', '{', '{}'),
    ].join('\\n') });
  }
  return JSON.stringify({ said: 'Sent: ' + payload.about });
}`,
);

async function openSite() {
  const site = await openTestKernel();
  await site.items.createType(site.system, 'note', { name: 'Note' });
  await site.pluginRuntime.load({
    name: 'post',
    bytes: BYTES,
    taps: TAPS,
    capabilities: ['variables'],
  });
  return {
    ...site,
    save: (title: string) => site.items.createItem(site.system, 'note', { title, status: true }),
    async done(count: number) {
      for (;;) {
        const jobs = await site.queues.listJobs({ state: 'done' });
        if (jobs.length >= count) return jobs;
        await sleep(5);
      }
    },
  };
}

test('a job that a plugin adds in a save is there when that is saved, and not when it is not', async () => {
  await using site = await openSite();
  await assert.rejects(site.save('Ebb'));
  assert.deepEqual(await site.queues.listJobs(), []);
  await site.save('Flow');
  await site.save('Tide');
  const [waiting, ...others] = await site.queues.listJobs();
  assert.deepEqual(others, [], 'One with the same key waits.');
  assert.partialDeepStrictEqual(waiting, { queue: 'post:letters', key: 'news', state: 'waiting' });
  await using _working = site.queues.work();
  const [job] = await site.done(1);
  assert.equal(job?.said, 'Sent: Flow');
  const kept = await site.database.queries
    .selectFrom('plugin_variable')
    .select('value')
    .executeTakeFirst();
  assert.deepEqual(kept?.value, { about: 'Flow' });
});

test('what a plugin adds wrongly, or where something is only read, is refused in words', async () => {
  await using site = await openSite();
  await using _working = site.queues.work();
  const rope = await site.save('Rope');
  const [job] = await site.done(1);
  assert.deepEqual(job?.said.split('\n'), [
    'invalid: The name of a queue has up to 50 small letters, digits and underscores.',
    'too-large: What a job is about has 64 KiB at the most.',
    'invalid: /delay must be >= 0.',
    'invalid: What was given is not JSON.',
  ]);
  const page = await site.browse().get(`/item/${rope.id}`);
  assert.match(page.text, /not-allowed: The tap item_view only reads/);
});
