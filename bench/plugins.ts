import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestKernel } from '../test/support/kernel.ts';
import { alterTap, openTestPlugins, readGuest, viewTap } from '../test/support/plugins.ts';
import { openBenchDatabase } from './bench-database.ts';
import { type BenchOptions, type Figure, medianMs, rounded } from './figures.ts';
import { benchCalls, largeItem } from './plugin-calls.ts';
import {
  alteringGuest,
  type Guest,
  loadingGuests,
  readingGuests,
  runaways,
  yardstickOf,
} from './plugin-guests.ts';
import { benchMemory } from './plugin-memory.ts';

/** A server has answered as often before it is worth measuring: V8 makes code fast by then. */
const WARM = 300;

type Report = (figure: Omit<Figure, 'bench'>) => void;

/** Plugins of each language: a call, a page, many requests at once, and one that does not end. */
export async function benchPlugins(options: BenchOptions): Promise<void> {
  const report: Report = (figure) => options.report({ bench: 'plugins', ...figure });
  const runs = options.quick ? 20 : 100;
  const folder = await mkdtemp(join(tmpdir(), 'trovato-bench-plugins-'));
  for (const guest of await readingGuests()) {
    options.progress(`calls, ${guest.language}`);
    await benchCalls(guest, folder, report);
    options.progress(`a list, ${guest.language}`);
    await benchList(guest, runs, report);
    options.progress(`a page, ${guest.language}`);
    await benchPage(guest, { runs, report, options });
    options.progress(`memory, ${guest.language}`);
    await benchMemory(guest, report);
  }
  await rm(folder, { recursive: true });
  options.progress('one after the other');
  await benchChain(runs, report);
  for (const guest of await loadingGuests()) {
    options.progress(`many at once, ${guest.language}`);
    await benchMany(guest, { runs, report, options });
  }
  for (const guest of await runaways()) {
    options.progress(`a runaway, ${guest.language}`);
    await benchRunaway(guest, report);
  }
}

/** Ten plugins at a list of fifty. */
async function benchList(guest: Guest, runs: number, report: Report): Promise<void> {
  const { language, bytes } = guest;
  await using site = await openTestPlugins({ limits: { viewDeadline: 1_000 } });
  for (let i = 0; i < 10; i++) await site.load({ name: `plugin-${i}`, bytes });
  const inputs = Array.from({ length: 50 }, () => ({ item: largeItem(), view_mode: 'teaser' }));
  const ask = async () => {
    const results = await site.taps.ask(site.context(), viewTap, inputs);
    if (results.some(({ answers }) => answers.length !== 10))
      throw new Error('One did not answer.');
  };
  for (let i = 0; i < 10; i++) await ask();
  const list = await medianMs(runs, ask);
  report({
    case: `${language}: 500 calls, 10 plugins at a list of 50`,
    value: rounded(list),
    unit: 'ms',
    ...yardstickOf(guest, 'at most 15 ms', list <= 15),
  });
  const single = await medianMs(runs * 10, () =>
    site.taps.ask(site.context(), viewTap, inputs.slice(0, 1)),
  );
  report({ case: `${language}: 10 plugins at one item`, value: rounded(single), unit: 'ms' });
}

/** Five plugins, each given what the one before made: a message each. */
async function benchChain(runs: number, report: Report): Promise<void> {
  await using site = await openTestPlugins({ limits: { viewDeadline: 1_000 } });
  const bytes = await alteringGuest();
  for (let i = 0; i < 5; i++) {
    await site.load({ name: `plugin-${i}`, bytes, taps: [alterTap.name] });
  }
  const inputs = [{ item: largeItem(), steps: 0 }];
  const chain = async () => {
    const [result] = await site.taps.ask(site.context(), alterTap, inputs);
    if (result?.answers.length !== 5) throw new Error('One did not answer.');
  };
  for (let i = 0; i < 20; i++) await chain();
  report({
    case: 'QuickJS: 5 plugins whose changes accumulate',
    value: rounded(await medianMs(runs * 10, chain)),
    unit: 'ms',
  });
}

interface Surroundings {
  readonly runs: number;
  readonly report: Report;
  readonly options: BenchOptions;
}

/** A hundred requests at once, each with one plugin that loads one item. */
async function benchMany(guest: Guest, { runs, report, options }: Surroundings): Promise<void> {
  await using opened = await openSite(options);
  const { kernel, ids } = opened;
  const { language, bytes } = guest;
  const capabilities = ['read_content'] as const;
  await kernel.pluginRuntime.load({ name: 'loader', bytes, taps: ['item_view'], capabilities });
  const request = async (id: string | undefined): Promise<number> => {
    const start = performance.now();
    // A context of its own: what is asked in one belongs together, and is given threads for that.
    const [result] = await kernel.taps.ask({ ...kernel.system }, viewTap, [{ load: id }]);
    if (result?.answers.length !== 1) throw new Error('The plugin did not answer.');
    return performance.now() - start;
  };
  const rounds: number[] = [];
  for (let round = 0; round < WARM / 5; round++) await Promise.all(ids.map(request));
  for (let round = 0; round < runs / 2; round++) {
    const times = await Promise.all(ids.map(request));
    rounds.push(times.sort((a, b) => a - b)[94] ?? 0);
  }
  const p95 = rounds.sort((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? 0;
  const most = language === 'C' ? 13 : 30;
  report({
    case: `${language}: 100 requests at once, a database call each, p95`,
    value: rounded(p95),
    unit: 'ms',
    ...yardstickOf(guest, `at most ${most} ms`, p95 <= most),
  });
}

/** A page of an item, without plugins and with five. */
async function benchPage(guest: Guest, { runs, report, options }: Surroundings): Promise<void> {
  await using opened = await openSite(options);
  const { kernel, ids } = opened;
  const page = async () => {
    // Who has made a choice is never answered from the cache.
    const answer = await kernel.app.inject({
      url: `/item/${ids[0] ?? ''}`,
      headers: { cookie: 'trovato_choices=none' },
    });
    if (answer.statusCode !== 200) throw new Error(`The page answered ${answer.statusCode}.`);
  };
  for (let i = 0; i < WARM; i++) await page();
  const without = await medianMs(runs, page);
  for (let i = 0; i < 5; i++) {
    const { bytes } = guest;
    const taps = ['item_view'];
    await kernel.pluginRuntime.load({ name: `plugin-${i}`, bytes, taps, capabilities: [] });
  }
  for (let i = 0; i < WARM; i++) await page();
  const more = (await medianMs(runs, page)) - without;
  report({
    case: `${guest.language}: what 5 plugins cost a page of an item`,
    value: rounded(more),
    unit: 'ms',
    ...yardstickOf(guest, 'at most 1 ms', more <= 1),
  });
}

/** One plugin that never ends, while it and another are asked all the time. */
async function benchRunaway({ language, bytes }: Guest, report: Report): Promise<void> {
  const deadline = 100;
  await using site = await openTestPlugins({
    limits: { viewDeadline: deadline, failures: 1_000, threads: 4 },
  });
  await site.load({ name: 'friend', bytes: readGuest('plain') });
  await site.load({ name: 'runaway', bytes });
  await Promise.all(Array.from({ length: 20 }, () => site.view({ item: largeItem() })));
  let failed = 0;
  const over = new AbortController();
  const others = (async () => {
    while (!over.signal.aborted) {
      const { friend } = await site.view({ item: largeItem() });
      if (friend === undefined) failed += 1;
    }
  })();
  const ended = await medianMs(10, () => site.view({ do: 'loop' }));
  over.abort();
  await others;
  report({
    case: `${language}: a runaway is ended, deadline 100 ms`,
    value: rounded(ended),
    unit: 'ms',
    yardstick: 'at most 110 ms, and no other request fails',
    holds: ended <= deadline + 10 && failed === 0,
  });
}

/** A site with a hundred items of 4 KB. */
async function openSite(options: BenchOptions) {
  const bench = await openBenchDatabase(options.databaseUrl);
  const kernel = await openTestKernel({ database: bench.database });
  const { items, system } = kernel;
  await items.createType(system, 'note', { name: 'Note' });
  await items.addField(system, 'note', 'body', { label: 'Body', field_type: 'long_text' });
  await items.addField(system, 'note', 'place', { label: 'Place', field_type: 'text' });
  const { fields } = largeItem();
  const ids: string[] = [];
  for (let i = 0; i < 100; i++) {
    const item = await items.createItem(system, 'note', {
      title: `No. ${i}`,
      status: true,
      fields,
    });
    ids.push(item.id);
  }
  return {
    kernel,
    ids,
    async [Symbol.asyncDispose]() {
      await kernel[Symbol.asyncDispose]();
      await bench[Symbol.asyncDispose]();
    },
  };
}
