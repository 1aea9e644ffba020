import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openTestPlugins } from '../test/support/plugins.ts';
import { type Figure, rounded } from './figures.ts';
import { largeItem } from './plugin-calls.ts';
import { type Guest, readingGuests, yardstickOf } from './plugin-guests.ts';

type Report = (figure: Omit<Figure, 'bench'>) => void;

const THREADS = 2;

/** What ten plugins take of the machine's memory, in a process of their own. */
export async function benchMemory({ language }: Guest, report: Report): Promise<void> {
  const file = fileURLToPath(import.meta.url);
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', file, language]);
  const [one = 0, ten = 0] = stdout.trim().split(' ').map(Number);
  const unit = 'MB';
  report({ case: `${language}: ${THREADS} threads with one plugin`, value: rounded(one), unit });
  report({
    case: `${language}: ${THREADS} threads with ten plugins`,
    value: rounded(ten),
    unit,
    ...yardstickOf({ language }, 'at most 140 MB', ten <= 140),
  });
}

/** Megabytes that `language` takes with one plugin and with ten, on standard output. */
async function measure(language: string): Promise<void> {
  const guest = (await readingGuests()).find((one) => one.language === language);
  if (guest === undefined) throw new Error(`There is no ${language}.`);
  await using site = await openTestPlugins({ limits: { threads: THREADS } });
  const before = resident();
  await site.load({ name: 'plugin-0', bytes: guest.bytes });
  await inAllThreads();
  const one = resident() - before;
  for (let i = 1; i < 10; i++) await site.load({ name: `plugin-${i}`, bytes: guest.bytes });
  await inAllThreads();
  console.log(one, resident() - before);

  async function inAllThreads(): Promise<void> {
    for (let turn = 0; turn < 10; turn++) {
      await Promise.all(Array.from({ length: 20 }, () => site.view({ item: largeItem() })));
    }
  }
}

function resident(): number {
  globalThis.gc?.();
  return process.memoryUsage.rss() / 1e6;
}

if (import.meta.main) await measure(process.argv[2] ?? '');
