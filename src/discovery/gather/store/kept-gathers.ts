import { LIVE, type StageId } from '#base';
import type { Database, Queries } from '#platform/database';
import type { Logger } from '#platform/telemetry';
import type { Documents, StagedDocument } from '#records/stages';
import type { SavedGather } from './saved-gather.ts';
import { readIndexedColumns } from '../advisor/index-store.ts';
import type { IndexedColumns } from '../query/base-rows.ts';
import { byLabel, GATHER, savedOf } from './gather-documents.ts';
import { readGathers } from './gather-store.ts';

/** The listings in memory, as each stage has them, and which columns have indexes for them, the same on every kernel a moment after one of them saved. */
export interface KeptGathers extends AsyncDisposable {
  /** By label; the same objects until something was saved. */
  list(stage?: StageId): readonly SavedGather[];
  find(name: string, stage?: StageId): SavedGather | undefined;
  /** Those that stages have of their own, whatever stage that is. */
  staged(): readonly SavedGather[];
  indexed(): IndexedColumns;
  /** Every kernel reads them again once the transaction is committed. */
  tellAll(queries: Queries): Promise<void>;
  /** What is committed by now is known here once this answers. */
  refresh(): Promise<void>;
  /** Calls `listener` whenever they were read again; ends by the answered function. */
  onChanged(listener: () => void): () => void;
}

const CHANNEL = 'gather';

/** What one stage shows. */
interface StageView {
  readonly list: readonly SavedGather[];
  readonly byName: ReadonlyMap<string, SavedGather>;
}

export async function createKeptGathers({
  database,
  log,
  documents,
}: {
  readonly database: Database;
  readonly log: Logger;
  readonly documents: Documents;
}): Promise<KeptGathers> {
  let gathers: readonly SavedGather[] = [];
  let staged: ReadonlyMap<StagedDocument, SavedGather> = new Map();
  let ofStages: readonly SavedGather[] = [];
  let views = new Map<StageId, StageView>();
  let indexed: IndexedColumns = { byValue: new Set(), inOrder: new Set() };
  let loading = Promise.resolve();
  const listeners = new Set<() => void>();
  async function read(): Promise<void> {
    gathers = await readGathers(database.queries, (name) =>
      log.warn({ gather: name }, 'A listing is not as this version of the program reads it'),
    );
    indexed = await readIndexedColumns(database.queries);
    const read = documents.all(GATHER).map(async (one) => [one, await savedOf(one)] as const);
    const parsed = await Promise.all(read);
    staged = new Map(parsed.flatMap(([one, saved]) => (saved ? [[one, saved]] : [])));
    ofStages = [...staged.values()];
    views = new Map();
    for (const listener of listeners) listener();
  }
  // One after the other: an older answer must not replace a newer one.
  const load = () => (loading = loading.then(read, read));
  const end = await database.listen(CHANNEL, () => {
    load().catch((error: unknown) => log.warn({ err: error }, 'Listings could not be read again'));
  });
  const endOfDocuments = documents.onChanged(() => {
    load().catch((error: unknown) => log.warn({ err: error }, 'Listings could not be read again'));
  });
  await load();
  function view(stage: StageId): StageView {
    const known = views.get(stage);
    if (known) return known;
    const own = stage === LIVE ? new Map<string, StagedDocument>() : documents.list(GATHER, stage);
    const list = [
      ...gathers.filter(({ gather }) => !own.has(gather.name)),
      ...[...own.values()].flatMap((one) => staged.get(one) ?? []),
    ].toSorted(byLabel);
    const made = { list, byName: new Map(list.map((saved) => [saved.gather.name, saved])) };
    views.set(stage, made);
    return made;
  }
  return {
    list: (stage = LIVE) => view(stage).list,
    find: (name, stage = LIVE) => view(stage).byName.get(name),
    staged: () => ofStages,
    indexed: () => indexed,
    tellAll: (queries) => database.notify(queries, CHANNEL, ''),
    refresh: load,
    onChanged(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async [Symbol.asyncDispose]() {
      endOfDocuments();
      await end();
    },
  };
}
