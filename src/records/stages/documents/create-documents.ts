import { type Clock, type JsonObject, LIVE, type StageId } from '#base';
import type { Database, Queries } from '#platform/database';
import type { Logger } from '#platform/telemetry';
import type { Stageable } from '../publish/stageable.ts';
import { listStageChain } from '../stage-store.ts';
import { documentStageable } from './document-stageable.ts';
import {
  DOCUMENTS_CHANNEL,
  listDocuments,
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
    all = await listDocuments(database.queries);
    for (const listener of listeners) listener();
  }
  const end = await database.listen(DOCUMENTS_CHANNEL, () => {
    load().catch((error: unknown) =>
      log.warn({ err: error }, 'What stages have could not be read again'),
    );
  });
  await load();

  const list = (type: string, stage: StageId): ReadonlyMap<string, StagedDocument> =>
    overlayOf(all, type, deps.chainOf(stage));
  return {
    register(kind) {
      kinds.set(kind.type, kind);
      deps.register(documentStageable(kind, { ...deps, refresh: load }));
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
    async save(transaction, ctx, { type, id, content }) {
      const kind = kinds.get(type);
      if (!kind) throw new TypeError(`There is no kind of document ${type}.`);
      const [stage = LIVE, ...upstream] = await listStageChain(transaction, ctx.stage);
      const there = await listDocuments(transaction, type);
      const before = there.find((one) => one.stage === stage && one.id === id);
      const base = before ? before.base : await shown(transaction, kind, there, upstream, id);
      // What a stage has made and thrown away again it has nothing about.
      if (content === null && base === null) await removeDocuments(transaction, stage, type, [id]);
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
      await database.notify(transaction, DOCUMENTS_CHANNEL, '');
    },
    refresh: load,
    async [Symbol.asyncDispose]() {
      await end();
      // What was read when it ended is read to its end: the database goes next.
      await loading.catch(() => undefined);
    },
  };
}

/** What a stage shows of a document; null: nothing. */
async function shown(
  queries: Queries,
  kind: DocumentKind,
  documents: readonly StagedDocument[],
  chain: readonly StageId[],
  id: string,
): Promise<JsonObject | null> {
  const own = overlayOf(documents, kind.type, chain).get(id);
  return own === undefined ? ((await kind.read(queries, [id])).get(id) ?? null) : own.content;
}
