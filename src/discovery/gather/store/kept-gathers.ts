import type { Database, Queries } from '#platform/database';
import type { Logger } from '#platform/telemetry';
import type { SavedGather } from '../gathers.ts';
import { readIndexedColumns } from '../advisor/index-store.ts';
import type { IndexedColumns } from '../query/base-rows.ts';
import { readGathers } from './gather-store.ts';

/** The listings in memory, and which columns have indexes for them, the same on every kernel a moment after one of them saved. */
export interface KeptGathers extends AsyncDisposable {
  /** By label; the same objects until something was saved. */
  list(): readonly SavedGather[];
  find(name: string): SavedGather | undefined;
  indexed(): IndexedColumns;
  /** Every kernel reads them again once the transaction is committed. */
  tellAll(queries: Queries): Promise<void>;
  /** What is committed by now is known here once this answers. */
  refresh(): Promise<void>;
  /** Calls `listener` whenever they were read again; ends by the answered function. */
  onChanged(listener: () => void): () => void;
}

const CHANNEL = 'gather';

export async function createKeptGathers({
  database,
  log,
}: {
  readonly database: Database;
  readonly log: Logger;
}): Promise<KeptGathers> {
  let gathers: readonly SavedGather[] = [];
  let byName: ReadonlyMap<string, SavedGather> = new Map();
  let indexed: IndexedColumns = { byValue: new Set(), inOrder: new Set() };
  let loading = Promise.resolve();
  const listeners = new Set<() => void>();
  async function read(): Promise<void> {
    gathers = await readGathers(database.queries, (name) =>
      log.warn({ gather: name }, 'A listing is not as this version of the program reads it'),
    );
    indexed = await readIndexedColumns(database.queries);
    byName = new Map(gathers.map((saved) => [saved.gather.name, saved]));
    for (const listener of listeners) listener();
  }
  // One after the other: an older answer must not replace a newer one.
  const load = () => (loading = loading.then(read, read));
  const end = await database.listen(CHANNEL, () => {
    load().catch((error: unknown) => log.warn({ err: error }, 'Listings could not be read again'));
  });
  await load();
  return {
    list: () => gathers,
    find: (name) => byName.get(name),
    indexed: () => indexed,
    tellAll: (queries) => database.notify(queries, CHANNEL, ''),
    refresh: load,
    onChanged(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    [Symbol.asyncDispose]: end,
  };
}
