import { type Clock, LIVE, type StageId } from '#base';
import type { Database, Transaction } from '#platform/database';
import type { Logger } from '#platform/telemetry';
import type { Stageable } from '../publish/stageable.ts';
import { listStageChain } from '../stage-store.ts';
import { documentStageable } from './document-stageable.ts';
import {
  DOCUMENTS_CHANNEL,
  listDocuments,
  lockDocuments,
  removeDocuments,
  type StagedDocument,
  writeDocument,
} from './document-store.ts';
import type { DocumentKind, Documents } from './documents.ts';
import { overlayOf } from './overlay.ts';

interface DocumentDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** The stage and those that it stands on, from memory. */
  chainOf(stage: StageId): readonly StageId[];
  register(stageable: Stageable): void;
}

export async function createDocuments(deps: DocumentDeps): Promise<Documents> {
  const { database, log, clock } = deps;
  const kinds = new Map<string, DocumentKind>();
  let all: readonly StagedDocument[] = [];
  const listeners = new Set<() => void>();
  let loading = Promise.resolve();
  const load = (): Promise<void> => (loading = loading.then(read, read));
  async function read(): Promise<void> {
    const found = await listDocuments(database.queries);
    all = found.filter(({ type }) => kinds.get(type)?.kept ?? true);
    for (const listener of listeners) listener();
  }
  const end = await database.listen(DOCUMENTS_CHANNEL, () => {
    load().catch((error: unknown) =>
      log.warn({ err: error }, 'What stages have could not be read again'),
    );
  });
  await load();

  const tell = async (transaction: Transaction, kind: DocumentKind): Promise<void> => {
    if (kind.kept) await database.notify(transaction, DOCUMENTS_CHANNEL, '');
    await kind.changed?.(transaction);
  };
  const list = (type: string, stage: StageId): ReadonlyMap<string, StagedDocument> =>
    overlayOf(all, type, deps.chainOf(stage));
  const saveAll: Documents['saveAll'] = async (transaction, ctx, type, contents) => {
    const kind = kinds.get(type);
    if (!kind) throw new TypeError(`There is no kind of document ${type}.`);
    if (contents.size === 0) return;
    const [stage = LIVE, ...upstream] = await listStageChain(transaction, ctx.stage);
    const ids = [...contents.keys()];
    const there = await listDocuments(transaction, type, ids);
    const above = overlayOf(there, type, upstream);
    const live = await kind.read(transaction, ids);
    const vain: string[] = [];
    for (const [id, content] of contents) {
      const own = there.find((one) => one.stage === stage && one.id === id);
      const over = above.get(id);
      const shown = over === undefined ? (live.get(id) ?? null) : over.content;
      const base = own ? own.base : shown;
      // What was made and deleted again leaves nothing.
      if (content === null && base === null && shown === null) vain.push(id);
      else
        await writeDocument(transaction, {
          stage,
          type,
          id,
          label: kind.labelOf(id, content ?? base ?? {}),
          content,
          base,
          changed: clock.now(),
          by: ctx.actor.id,
        });
    }
    await removeDocuments(transaction, stage, type, vain);
    await tell(transaction, kind);
  };
  return {
    register(kind) {
      kinds.set(kind.type, kind);
      const tellKind = (transaction: Transaction) => tell(transaction, kind);
      deps.register(documentStageable(kind, { clock, tell: tellKind, refresh: load }));
    },
    find: (type, id, stage) => (stage === LIVE ? undefined : list(type, stage).get(id)?.content),
    list,
    read: async (queries, type, stage) =>
      overlayOf(await listDocuments(queries, type), type, await listStageChain(queries, stage)),
    all: (type) => all.filter((one) => one.type === type),
    onChanged(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    save: (transaction, ctx, { type, id, content }) =>
      saveAll(transaction, ctx, type, new Map([[id, content]])),
    saveAll,
    remove: removeDocuments,
    lock: lockDocuments,
    refresh: load,
    async [Symbol.asyncDispose]() {
      await end();
      // What was read when it ended is read to its end: the database goes next.
      await loading.catch(() => undefined);
    },
  };
}
