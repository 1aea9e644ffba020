import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TrovatoError } from '#base';
import { container } from '#grammar/render';
import { InvalidAnswer } from '#grammar/taps';
import { itemTaps } from '#records/items';
import {
  buildPlugin,
  openTestPlugins,
  readGuest,
  saveTap,
  tappedItem,
  viewTap,
} from '../../test/support/plugins.ts';

const DEADLINE = 300;
const [, itemViewAlter] = itemTaps;
/** What a busy machine may add. */
const PATIENCE = 1_500;

let friend: Uint8Array;

/** A site with a plugin that does one bad thing, and one that has nothing to do with it. */
async function openTogether(failures = 100) {
  const site = await openTestPlugins({
    limits: { viewDeadline: DEADLINE, changeDeadline: DEADLINE, failures },
  });
  await site.load({ name: 'hostile', bytes: readGuest('hostile') });
  await site.load({ name: 'friend', bytes: friend, weight: 1 });
  return site;
}

let site: Awaited<ReturnType<typeof openTogether>>;
before(async () => {
  friend = await buildPlugin(['item_view'], 'export const itemView = () => \'"well"\';');
  site = await openTogether();
});
after(() => site[Symbol.asyncDispose]());

const CASES: readonly (readonly [does: string, command: string, complaint: RegExp])[] = [
  ['never ends', 'loop', /took longer than 300 ms and was ended/],
  ['asks the kernel for ever', 'ask for ever', /took longer than 300 ms and was ended/],
  ['takes all memory that there is', 'memory', /stopped: unreachable/],
  ['calls itself without end', 'recurse', /stopped: (its calls went too deep|memory access)/],
  ['stops in the middle', 'trap', /stopped: unreachable/],
  ['answers a hundred megabytes', 'long answer', /104857600 bytes; 1048576 are the most/],
  ['answers text that is none', 'bad utf-8', /not UTF-8/],
  ['answers text outside of its memory', 'bad text', /outside of its memory/],
  ['answers from outside of its memory', 'bad answer', /outside of its memory/],
  ['answers from an odd address', 'unaligned', /not aligned/],
  ['answers with a case that there is not', 'bad case', /gave case 7 of 2/],
  ['answers what is not JSON', 'no json', /something that is not JSON/],
  ['names a field from outside of its memory', 'bad argument', /outside of its memory/],
  ['names a field of two gigabytes', 'long argument', /are the most/],
  ['wants an answer outside of its memory', 'bad result place', /outside of its memory/],
  ['says no', 'fail', /answered with an error: I do not want to/],
];

for (const [does, command, complaint] of CASES) {
  test(`a plugin that ${does} is left out, and another answers all the same`, async () => {
    const from = site.lines.length;
    const start = performance.now();
    const asked = { item: tappedItem(), do: command };
    const others = Array.from({ length: 4 }, () => site.view({ item: tappedItem() }));
    const [answers, ...unharmed] = await Promise.all([site.view(asked), ...others]);
    assert.deepEqual(answers, { friend: 'well' });
    for (const one of unharmed) assert.deepEqual(one, { hostile: '1', friend: 'well' });
    assert.ok(performance.now() - start < DEADLINE + PATIENCE);
    const told = site.lines.slice(from).filter((line) => complaint.test(line));
    assert.ok(
      told.some((line) => line.includes('"plugin":"hostile"')),
      site.lines.slice(from).join('\n'),
    );
  });
}

test('what a plugin remembers in one request is gone in the next', async () => {
  const [first, second] = await site.taps.ask(site.context(), viewTap, [{ n: 1 }, { n: 2 }]);
  // Within a request it is like a variable of the program.
  assert.deepEqual([first?.answers[0]?.answer, second?.answers[0]?.answer], ['1', '2']);
  for (let turn = 0; turn < 6; turn++) {
    assert.deepEqual(await site.view({ turn }), { hostile: '1', friend: 'well' });
  }
  await site.view({ do: 'trap' });
  await site.view({ do: 'grow' });
  assert.deepEqual(await site.view({}), { hostile: '1', friend: 'well' });
});

test('one bad item costs the others of a list nothing', async () => {
  const inputs = [{}, { do: 'trap' }, {}, { do: 'bad utf-8' }, {}];
  const results = await site.taps.ask(site.context(), viewTap, inputs);
  assert.deepEqual(
    results.map(({ answers }) => answers.map(({ plugin }) => plugin)),
    [['hostile', 'friend'], ['friend'], ['hostile', 'friend'], ['friend'], ['hostile', 'friend']],
  );
});

test('a plugin that does not end when it is started is not taken', async () => {
  await using strict = await openTestPlugins({ limits: { startDeadline: 300 } });
  await strict.load({ name: 'friend', bytes: friend });
  const bytes = readGuest('endless-start');
  const refused = assert.rejects(strict.load({ name: 'slow', bytes }), /took longer than 300 ms/);
  for (let turn = 0; turn < 5; turn++) assert.deepEqual(await strict.view({}), { friend: 'well' });
  await refused;
  assert.deepEqual(await strict.view({}), { friend: 'well' });
});

test('where a plugin’s word counts, its failure ends the save with a clear message', async () => {
  const source = "export const itemPresave = () => { throw new Error('no room') };";
  await using strict = await openTestPlugins();
  const bytes = await buildPlugin(['item_presave'], source);
  await strict.load({ name: 'guard', bytes, taps: ['item_presave'] });
  await assert.rejects(
    strict.taps.ask(strict.context(), saveTap, [{ item: tappedItem() }]),
    (error) =>
      error instanceof TrovatoError &&
      error.code === 'taps.plugin_failed' &&
      error.message.includes('“guard” failed at “item_presave”') &&
      String(error.cause).includes('no room'),
  );
});

test('a plugin that keeps failing is stopped: it is not run any more, and somebody is told', async () => {
  await using worn = await openTogether(3);
  for (let turn = 0; turn < 3; turn++) await worn.view({ do: 'trap' });
  assert.equal(worn.stopped.length, 1);
  assert.equal(worn.stopped[0]?.plugin, 'hostile');
  assert.match(worn.stopped[0]?.reason ?? '', /unreachable/);
  assert.deepEqual(await worn.view({}), { friend: 'well' });
  assert.ok(
    worn.lines.some((line) => /“hostile” is stopped because it failed too often/.test(line)),
  );
});

test('a plugin that keeps answering what cannot be used is stopped as well', async () => {
  await using worn = await openTogether(3);
  const tap = { ...viewTap, check: refuseNumbers };
  for (let turn = 0; turn < 3; turn++) {
    // Twice in one request is once.
    const [result] = await worn.taps.ask(worn.context(), tap, [{}, {}]);
    assert.deepEqual(result?.failed, ['hostile']);
    assert.equal(worn.stopped.length, turn === 2 ? 1 : 0);
  }
  assert.match(worn.stopped[0]?.reason ?? '', /“hostile” answered what cannot be used: no numbers/);
  assert.deepEqual(await worn.view({}), { friend: 'well' });
});

test('a plugin whose changes take too much work is left out, and stopped as well', async () => {
  await using worn = await openTestPlugins({ limits: { failures: 3 } });
  const source = `
const texts = Array.from({ length: 9000 }, (_, i) => '"' + i + '":{"#type":"text","#value":"x"}');
const wide = '{"op":"set","path":"/#children","value":{' + texts.join(',') + '}}';
const reorder = ',{"op":"reorder","path":"/#children","order":[]}';
const changes = '[' + wide + reorder.repeat(999) + ']';
export const itemViewAlter = () => changes;`;
  const bytes = await buildPlugin(['item_view_alter'], source);
  await worn.load({ name: 'greedy', bytes, taps: ['item_view_alter'] });
  const item = { ...tappedItem(), author_name: 'Ada' };
  const input = { item, view_mode: 'full', element: container({}) } as const;
  for (let turn = 0; turn < 3; turn++) {
    const start = performance.now();
    const [result] = await worn.taps.ask(worn.context(), itemViewAlter, [input]);
    // Most of it is the plugin's own time, in its thread; looked through each time it were minutes.
    assert.ok(performance.now() - start < 3 * PATIENCE);
    assert.deepEqual(result?.failed, ['greedy']);
    assert.equal(result.input.element, input.element, 'it is as it was before');
  }
  assert.match(worn.stopped[0]?.reason ?? '', /“greedy” .* its operations take too much work/);
});

test('a plugin of whose answers much cannot be used fills no log', async () => {
  await using worn = await openTestPlugins({ limits: { failures: 3 } });
  const source = `
const bad = (n) => Array.from({ length: n }, (_, i) => '"' + i + '":1').join();
const put = (n) =>
  '{"op":"set","path":"/#children/a","value":{"#type":"container","#children":{' + bad(n) + '}}}';
export const itemViewAlter = (text) => {
  const { times, parts } = JSON.parse(text);
  return '[' + Array(times).fill(put(parts)).join() + ']';
};`;
  const bytes = await buildPlugin(['item_view_alter'], source);
  await worn.load({ name: 'chatty', bytes, taps: ['item_view_alter'] });
  const item = { ...tappedItem(), author_name: 'Ada' };
  const asked = { item, view_mode: 'full', element: container({}) } as const;
  const few = { ...asked, times: 3, parts: 20 };
  let from = worn.lines.length;
  const kept = await worn.taps.ask(worn.context(), itemViewAlter, [few, few]);
  assert.deepEqual(
    kept.map(({ failed }) => failed),
    [[], []],
  );
  assert.equal(worn.lines.length - from, 1);
  assert.match(worn.lines.at(-1) ?? '', /"count":120,.*120 parts of what a plugin answered/);
  from = worn.lines.length;
  for (let turn = 0; turn < 3; turn++) {
    const many = { ...asked, times: 1_000, parts: 100 };
    const [result] = await worn.taps.ask(worn.context(), itemViewAlter, [many]);
    assert.deepEqual(result?.failed, ['chatty']);
  }
  assert.match(worn.stopped[0]?.reason ?? '', /more than 1,000 parts of it cannot be used/);
  // For each what is left out and that it failed, and once that it is stopped.
  assert.ok(worn.lines.length - from <= 7, worn.lines.slice(from).join('\n'));
});

function refuseNumbers(answer: unknown): unknown {
  if (Number.isNaN(Number(answer))) return answer;
  throw new InvalidAnswer('no numbers');
}

test('a plugin that cannot be handed more than a megabyte says so, and it is not its fault', async () => {
  await using strict = await openTogether(1);
  assert.deepEqual(await strict.view({ text: 'é'.repeat(2 ** 19) }), {});
  assert.match(
    strict.lines.join('\n'),
    /“hostile” cannot be asked: the input is larger than 1 MiB/,
  );
  assert.deepEqual(strict.stopped, []);
  assert.deepEqual(await strict.view({}), { hostile: '1', friend: 'well' });
});

test('many requests that wait for a plugin which never ends do not each wait for its deadline', async () => {
  await using worn = await openTogether(3);
  const start = performance.now();
  const answers = await Promise.all(Array.from({ length: 60 }, () => worn.view({ do: 'loop' })));
  for (const one of answers) assert.deepEqual(one, { friend: 'well' });
  // In 2 threads all of them would take 30 deadlines; on a busy machine one may take three.
  assert.ok(performance.now() - start < 15 * DEADLINE);
});

test('a plugin that takes nearly its deadline for each item of a list does not take it a hundred times', async () => {
  await using slow = await openTestPlugins({ limits: { viewDeadline: DEADLINE } });
  const source = `export function itemView(text) {
  const end = Date.now() + JSON.parse(text).wait;
  while (Date.now() < end);
  return '"slow"';
}`;
  await slow.load({ name: 'slow', bytes: await buildPlugin(['item_view'], source) });
  const start = performance.now();
  const inputs = Array.from({ length: 100 }, () => ({ wait: 60 }));
  await slow.taps.ask(slow.context(), viewTap, inputs);
  assert.ok(performance.now() - start < 10 * DEADLINE + PATIENCE);
  assert.match(slow.lines.join('\n'), /took longer than 3000 ms in all and was ended/);
});
