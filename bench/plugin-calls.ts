import { openPluginHere } from '#plugins';
import { tappedItem } from '../test/support/plugins.ts';
import { type Figure, rounded } from './figures.ts';
import { type Guest, yardstickOf } from './plugin-guests.ts';

type Report = (figure: Omit<Figure, 'bench'>) => void;

/** One plugin in this thread: what a call, a read and putting it back cost, without messages. */
export async function benchCalls(guest: Guest, folder: string, report: Report): Promise<void> {
  const { language } = guest;
  const places = { folder, memory: 64 * 2 ** 20 };
  const start = performance.now();
  const plugin = await openPluginHere(guest.bytes, ['item_view'], places);
  report({ case: `${language}: taken apart and started`, value: ms(start), unit: 'ms' });
  const again = performance.now();
  await openPluginHere(guest.bytes, ['item_view'], places);
  report({ case: `${language}: started from the cache`, value: ms(again), unit: 'ms' });

  const item = largeItem();
  const asked = (reads: number) => async () => {
    const input = JSON.stringify({ view_mode: 'teaser', handle: 1, reads });
    const answer = await plugin.ask('item_view', input, item);
    if (answer === undefined) throw new Error('It did not answer.');
  };

  const one = await median(3_000, asked(0));
  report({
    case: `${language}: one tap, 4 KB item, three reads`,
    value: rounded(one * 1_000),
    unit: 'µs',
    ...yardstickOf(guest, 'p50 at most 25 µs', one <= 0.025),
  });
  const read = ((await median(200, asked(1_000))) - (await median(200, asked(0)))) / 1_000;
  report({
    case: `${language}: one read of the item`,
    value: rounded(read * 1_000),
    unit: 'µs',
    ...yardstickOf(guest, 'at most 1 µs', read <= 0.001),
  });
  // Another one, that did not grow: the thousand reads before were one request.
  const ordinary = await openPluginHere(guest.bytes, ['item_view'], places);
  const input = JSON.stringify({ view_mode: 'teaser', handle: 1 });
  let putBack = true;
  const reset = await medianOf(1_000, async () => {
    await ordinary.ask('item_view', input, item);
    const begun = performance.now();
    putBack &&= ordinary.reset();
    return performance.now() - begun;
  });
  if (!putBack) throw new Error(`${language} takes more memory at each request.`);
  report({
    case: `${language}: put back to its snapshot`,
    value: rounded(reset * 1_000),
    unit: 'µs',
    ...yardstickOf(guest, 'at most 100 µs', reset <= 0.1),
  });
  const fresh = await median(50, async () => plugin.renew());
  report({ case: `${language}: a new instance`, value: rounded(fresh * 1_000), unit: 'µs' });
}

/** An item of 4 KB. */
export function largeItem() {
  return tappedItem({
    place: { value: 'Lisbon' },
    body: { value: 'All work and no play. '.repeat(170), format: 'plain_text' },
  });
}

/** Milliseconds. */
function median(times: number, work: () => Promise<void>): Promise<number> {
  return medianOf(times, async () => {
    const start = performance.now();
    await work();
    return performance.now() - start;
  });
}

async function medianOf(times: number, measure: () => Promise<number>): Promise<number> {
  for (let i = 0; i < times; i++) await measure();
  const taken: number[] = [];
  for (let i = 0; i < times; i++) taken.push(await measure());
  return taken.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0;
}

function ms(since: number): number {
  return rounded(performance.now() - since);
}
