import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PluginFailed } from '#grammar/taps';
import {
  buildPlugin,
  openTestPlugins,
  readGuest,
  saveTap,
  tappedItem,
} from '../../test/support/plugins.ts';
import { buildStarlingMonkey } from '../../test/support/starlingmonkey.ts';

const TAPS = ['item_view', 'item_presave'];
const KIBIBYTE = 1_024;
const LIMIT = KIBIBYTE * KIBIBYTE;
/** Bytes of what is handed over, either way. */
const SIZES = [64 * KIBIBYTE, 1_000_000, LIMIT];
const DEADLINE = 400;

/** What `guests/engine.c` does: the title, how long the body is, how often it was asked, and with how much. */
const SOURCE = `import { title, getString } from 'trovato:plugin/item-api@0.1.0';
let times = 0;
export function itemView(text) {
  const input = JSON.parse(text);
  if (input.do === 'loop') for (;;);
  if (input.answer > 0) return '"' + 'x'.repeat(input.answer - 2) + '"';
  const body = getString(input.handle, 'body') ?? '';
  return JSON.stringify([title(input.handle), body.length, ++times, text.length]);
}
export const itemPresave = itemView;`;

const ENGINES: readonly { readonly engine: string; bytes(): Promise<Uint8Array> }[] = [
  { engine: 'QuickJS', bytes: () => buildPlugin(TAPS, SOURCE) },
  { engine: 'StarlingMonkey', bytes: () => buildStarlingMonkey(TAPS, SOURCE) },
  { engine: 'C', bytes: async () => readGuest('engine') },
];

for (const { engine, bytes } of ENGINES) {
  test(`a component of ${engine} answers by the same door as all`, async (t) => {
    const component = await bytes();
    await using site = await openTestPlugins({ limits: { threads: 1 } });
    await site.load({ name: 'guest', bytes: component, taps: TAPS });

    await t.test('it reads the item that it is asked about', async () => {
      const answer = await site.view({ item: tappedItem() });
      assert.deepEqual(answer['guest'], ['A day at the harbour', 20, 1, '{"handle":1}'.length]);
    });

    await t.test('what it remembers in one request is gone in the next', async () => {
      for (let turn = 0; turn < 4; turn += 1) {
        const { guest } = await site.view({ item: tappedItem() });
        assert.deepEqual((guest as readonly unknown[])[2], 1);
      }
    });

    await t.test('it is handed, and hands over, as much as is stated', async () => {
      for (const size of SIZES) {
        const { guest } = await site.view(inputOf(size));
        assert.deepEqual((guest as readonly unknown[])[3], size);
        const answer = await site.view({ answer: size });
        assert.equal(JSON.stringify(answer['guest']).length, size);
      }
      const body = { value: 'x'.repeat(LIMIT), format: 'plain_text' };
      const { guest } = await site.view({ item: tappedItem({ body }) });
      assert.deepEqual((guest as readonly unknown[])[1], LIMIT);
    });

    await t.test(
      'with more it is left out where it looks, and ends what is being saved',
      async () => {
        const tooMuch: readonly (readonly [object, RegExp])[] = [
          [inputOf(LIMIT + 1), /cannot be asked: the input is larger than 1 MiB/],
          [{ answer: LIMIT + 1 }, /handed over 1048577 bytes; 1048576 are the most/],
        ];
        for (const [input, why] of tooMuch) {
          site.lines.length = 0;
          assert.deepEqual(await site.view(input), {});
          assert.match(site.lines.join('\n'), why);
          await assert.rejects(
            site.taps.ask(site.context(), saveTap, [input]),
            (error) => error instanceof PluginFailed && why.test(String(error.cause)),
          );
        }
        const { guest } = await site.view({ item: tappedItem() });
        assert.deepEqual((guest as readonly unknown[])[2], 1);
      },
    );

    await t.test('it is ended when it does not end', async () => {
      await using strict = await openTestPlugins({ limits: { viewDeadline: DEADLINE } });
      await strict.load({ name: 'guest', bytes: component, taps: TAPS });
      assert.deepEqual(await strict.view({ do: 'loop' }), {});
      assert.match(strict.lines.join('\n'), /took longer than 400 ms and was ended/);
      const { guest } = await strict.view({ item: tappedItem() });
      assert.deepEqual((guest as readonly unknown[])[2], 1);
    });
  });
}

/** An input that has so many bytes as JSON. */
function inputOf(size: number): object {
  const frame = JSON.stringify({ text: '', handle: 1 }).length;
  return { text: 'x'.repeat(size - frame), item: tappedItem() };
}
