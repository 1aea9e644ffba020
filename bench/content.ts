import { newId } from '#base';
import { type Database, migrate } from '#platform/database';
import { CompiledQuery } from 'kysely';
import { Pool } from 'pg';
import { openTestItems } from '../test/support/items.ts';
import { LIST_ITEMS, LOAD_ITEM, SAVE_ITEM } from './bare-statements.ts';
import { openBenchDatabase } from './bench-database.ts';
import { fillDatabase, TYPES } from './data-set.ts';
import { type BenchOptions, type Figure, medianMs, perSecond, rounded } from './figures.ts';

/** Items loaded, saved and listed in the process, each beside the bare statement. */
export async function benchContent(options: BenchOptions): Promise<void> {
  const count = options.quick ? 5000 : 50_000;
  const ms = options.quick ? 1000 : 4000;
  await using bench = await openBenchDatabase(options.databaseUrl);
  await migrate(bench.database);
  const { database, items, admin } = await openTestItems({ database: bench.database });
  const filling = performance.now();
  const ids = await fillDatabase(database, items, admin, count, options.progress);
  options.progress(`${count} items in ${Math.round((performance.now() - filling) / 1000)} s`);
  await database.queries.executeQuery(CompiledQuery.raw('vacuum analyze'));

  await using bare = openBare(database, bench.url);
  const report = (figure: Omit<Figure, 'bench'>): void =>
    options.report({ bench: 'content', ...figure });
  let next = 0;
  const anyId = () => ids[(next = (next + 7919) % ids.length)] ?? ids[0];
  const live = admin.stage;

  options.progress('loading');
  const loadFloor = await perSecond(ms, async () => bare.query(LOAD_ITEM, [anyId(), live]));
  const load = await perSecond(ms, async () => {
    const id = anyId();
    if (id) await items.getItem(admin, id);
  });
  report({
    ...compared(`item load, ${count} items`, load, loadFloor, 'items/s'),
    yardstick: 'at least 0.67 of the bare statement',
    holds: load / loadFloor >= 1 / 1.5,
  });

  options.progress('saving');
  const saveFloor = await perSecond(ms, async () => bare.query(SAVE_ITEM, [newId(), anyId()]));
  const save = await perSecond(ms, async () => {
    const id = anyId();
    if (id) await items.updateItem(admin, id, 'current', { title: `Saved ${next}` });
  });
  report(compared(`item save, ${count} items`, save, saveFloor, 'items/s'));

  options.progress('listing');
  for (const type of [TYPES[0], TYPES[4]]) {
    const floor = await medianMs(100, async () => bare.query(LIST_ITEMS, [live, type]));
    const query = { types: [type], status: true, limit: 25 };
    const list = await medianMs(100, async () => items.listItems(admin, query));
    report({
      ...compared(`list 25 of ${type}, ${count} items`, list, floor, 'ms'),
      yardstick: 'at most 5 ms in SQL',
      holds: floor <= 5 && list <= 5,
    });
  }
  const newest = await medianMs(100, async () => items.listItems(admin, { limit: 25 }));
  const newestRate = await perSecond(ms, async () => items.listItems(admin, { limit: 25 }));
  report({
    case: `list the newest 25 of all types, ${count} items`,
    value: rounded(newest),
    unit: 'ms',
    yardstick: 'at most 5 ms in SQL',
    holds: newest <= 5,
  });
  report({ case: `lists of 25, ${count} items`, value: rounded(newestRate), unit: 'lists/s' });
  const deep = await medianMs(50, async () =>
    items.listItems(admin, { limit: 25, offset: Math.floor(count / 2) }),
  );
  report({ case: `list 25 half-way by offset, ${count} items`, value: rounded(deep), unit: 'ms' });
  report({
    case: 'memory of the process',
    value: Math.round(process.memoryUsage.rss() / 2 ** 20),
    unit: 'MiB',
  });
}

function compared(name: string, value: number, floor: number, unit: string) {
  return {
    case: name,
    value: rounded(value),
    unit,
    floor: rounded(floor),
    ratio: rounded(value / floor),
  };
}

interface Bare extends AsyncDisposable {
  query(text: string, values: readonly unknown[]): Promise<unknown>;
}

/** Statements without anything of ours: `pg` itself, or the embedded database's own door. */
function openBare(database: Database, url: string | undefined): Bare {
  if (url === undefined)
    return {
      query: async (text, values) =>
        database.queries.executeQuery(CompiledQuery.raw(text, [...values])),
      [Symbol.asyncDispose]: async () => undefined,
    };
  const pool = new Pool({ connectionString: url, max: 1 });
  return {
    // Named, as the program's own statements are once they come often.
    query: async (text, values) =>
      pool.query({ name: `bare_${text.length}`, text, values: [...values] }),
    [Symbol.asyncDispose]: async () => pool.end(),
  };
}
