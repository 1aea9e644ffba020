import { canonicalJson, type Clock, isObject, type JsonObject, LIVE, type StageId } from '#base';
import type { Queries, Transaction } from '#platform/database';
import type { ChangedRecord, Parts, RecordState, Stageable } from '../publish/stageable.ts';
import { listDocuments, lockDocuments, removeDocuments, writeDocument } from './document-store.ts';
import type { DocumentKind } from './documents.ts';
import { overlayOf } from './overlay.ts';

interface DocumentStageableDeps {
  readonly clock: Clock;
  /** What kernels keep of the kind is another once the transaction is committed. */
  tell(transaction: Transaction): Promise<void>;
  /** Reads again what kernels keep. */
  refresh(): Promise<void>;
}

/** What stages do with documents: the key of a version is the document itself. */
export function documentStageable(
  kind: DocumentKind,
  { clock, tell, refresh }: DocumentStageableDeps,
): Stageable {
  const { type, finish, needs } = kind;

  async function states(
    queries: Queries,
    chain: readonly StageId[],
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, RecordState>> {
    const overlay = overlayOf(await listDocuments(queries, type, ids), type, chain);
    const live = await kind.read(queries, ids);
    return new Map(
      ids.map((id) => {
        const own = overlay.get(id);
        return [id, own === undefined ? stateOf(live.get(id) ?? null) : stateOf(own.content)];
      }),
    );
  }

  async function changes(
    queries: Queries,
    [stage = LIVE, ...upstream]: readonly StageId[],
    ids?: readonly string[],
  ): Promise<readonly ChangedRecord[]> {
    const own = (await listDocuments(queries, type, ids)).filter((one) => one.stage === stage);
    const theirs = await states(
      queries,
      upstream,
      own.map(({ id }) => id),
    );
    return own.map(({ id, label, content, base, changed, by }) => ({
      id,
      label,
      changed,
      by,
      mine: stateOf(content),
      base: base === null ? ABSENT : stateOf(base),
      theirs: orAbsent(theirs.get(id)),
    }));
  }

  return {
    type,
    label: kind.label,
    changes,
    async states(queries, chain, ids) {
      const found = await states(queries, chain, ids);
      return new Map([...found].map(([id, state]) => [id, orAbsent(state)]));
    },
    contents: async (_queries, keys) => new Map(keys.map((key) => [key, partsOf(key)])),
    async lock(transaction, ids) {
      if (ids.length > 0) {
        await kind.lock?.(transaction);
        await lockDocuments(transaction);
      }
      return new Set(ids);
    },
    async write(transaction, ctx, writes, { chain }) {
      const [stage = LIVE, ...upstream] = chain;
      const ids = writes.map(({ id }) => id);
      const there = await listDocuments(transaction, type, ids);
      const below = await states(transaction, upstream, ids);
      const written = new Map<string, RecordState>();
      for (const write of writes) {
        const content =
          write.to === 'deleted' ? null : write.to === 'version' ? partsOf(write.key) : write.parts;
        written.set(write.id, orAbsent(stateOf(content)));
        if (stage === LIVE) {
          await kind.write(transaction, ctx, write.id, content);
          continue;
        }
        const own = there.find((one) => one.stage === stage && one.id === write.id);
        const base = own ? own.base : contentOf(below.get(write.id));
        await writeDocument(transaction, {
          stage,
          type,
          id: write.id,
          label: kind.labelOf(write.id, content ?? base ?? {}),
          content,
          base,
          changed: clock.now(),
          by: ctx.actor.id,
        });
      }
      await tell(transaction);
      return written;
    },
    async drop(transaction, stage, ids) {
      await removeDocuments(transaction, stage, type, ids);
      await tell(transaction);
    },
    async refresh() {
      if (kind.kept) await refresh();
      await kind.refresh?.();
    },
    // A document has no history.
    squash: async () => undefined,
    async discard(transaction, _ctx, stage, ids) {
      await removeDocuments(transaction, stage, type, ids);
      await tell(transaction);
    },
    async putBack(transaction, ctx, [stage = LIVE, ...upstream], records) {
      const ids = records.map(({ id }) => id);
      const there = await listDocuments(transaction, type, ids);
      const now = await states(transaction, upstream, ids);
      for (const { id, mine, base } of records) {
        const own = there.find((one) => one.stage === stage && one.id === id);
        const content = own ? own.content : contentOf(mine);
        // What was made in the stage belongs to it alone again.
        const isOwn = base.is === 'absent';
        if (isOwn && upstream[0] === LIVE) await kind.write(transaction, ctx, id, null);
        else if (isOwn && upstream[0]) await removeDocuments(transaction, upstream[0], type, [id]);
        await writeDocument(transaction, {
          stage,
          type,
          id,
          label: kind.labelOf(id, content ?? {}),
          content,
          base: isOwn ? null : contentOf(now.get(id)),
          changed: clock.now(),
          by: ctx.actor.id,
        });
      }
      await tell(transaction);
    },
    ...(needs ? { needs } : {}),
    ...(finish ? { finish } : {}),
  };
}

const ABSENT: RecordState = { is: 'absent' };

function stateOf(content: JsonObject | null): RecordState {
  return content === null ? { is: 'deleted' } : { is: 'version', key: canonicalJson(content) };
}

/** A document that nobody has is not there, whoever deleted it. */
function orAbsent(state: RecordState | undefined): RecordState {
  return state?.is === 'version' ? state : ABSENT;
}

function contentOf(state: RecordState | undefined): JsonObject | null {
  return state?.is === 'version' ? partsOf(state.key) : null;
}

function partsOf(key: string): Parts {
  const content: unknown = JSON.parse(key);
  if (!isObject(content)) throw new TypeError('A document is an object.');
  // What `stateOf` wrote.
  return content as Parts;
}
