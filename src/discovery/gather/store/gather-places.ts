import { LIVE, parseId, type UserId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Transaction } from '#platform/database';
import type { Documents } from '#records/stages';
import type { Gather } from '../definition/gather.ts';
import type { SavedGather } from './saved-gather.ts';
import { documentOf, GATHER, savedOf } from './gather-documents.ts';
import {
  findVersion,
  insertGather,
  readGathers,
  removeGather,
  writeEnabled,
  writeGather,
} from './gather-store.ts';

/** Where listings are changed: in live, or in a stage over it. */
export interface GatherPlace {
  version(transaction: Transaction, name: string): Promise<number | undefined>;
  all(transaction: Transaction): Promise<readonly SavedGather[]>;
  insert(transaction: Transaction, gather: Gather): Promise<void>;
  /** `name` is the one it had; it may have another now. */
  write(transaction: Transaction, name: string, gather: Gather): Promise<void>;
  enable(transaction: Transaction, name: string, enabled: boolean): Promise<void>;
  remove(transaction: Transaction, name: string): Promise<void>;
}

export function gatherPlace(documents: Documents, ctx: RequestContext, at: Date): GatherPlace {
  return ctx.stage === LIVE ? livePlace(ctx, at) : stagedPlace(documents, ctx);
}

function livePlace({ actor }: RequestContext, at: Date): GatherPlace {
  const by = { at, user: parseId<'user'>(actor.id) ?? (null satisfies UserId | null) };
  return {
    version: findVersion,
    all: (transaction) => readGathers(transaction, () => undefined),
    insert: (transaction, gather) => insertGather(transaction, gather, by),
    write: (transaction, name, gather) => writeGather(transaction, name, gather, by),
    enable: writeEnabled,
    remove: removeGather,
  };
}

function stagedPlace(documents: Documents, ctx: RequestContext): GatherPlace {
  async function read(transaction: Transaction): Promise<ReadonlyMap<string, SavedGather>> {
    const live = await readGathers(transaction, () => undefined);
    const shown = new Map(live.map((saved) => [saved.gather.name, saved]));
    for (const [name, own] of await documents.read(transaction, GATHER, ctx.stage)) {
      const saved = await savedOf(own);
      if (saved) shown.set(name, saved);
      else shown.delete(name);
    }
    return shown;
  }
  const save = (
    transaction: Transaction,
    id: string,
    content: Parameters<typeof documentOf> | null,
  ) =>
    documents.save(transaction, ctx, {
      type: GATHER,
      id,
      content: content && documentOf(...content),
    });
  return {
    version: async (transaction, name) => (await read(transaction)).get(name)?.version,
    all: async (transaction) => [...(await read(transaction)).values()],
    insert: (transaction, gather) => save(transaction, gather.name, [gather, true]),
    async write(transaction, name, gather) {
      const enabled = (await read(transaction)).get(name)?.enabled ?? true;
      if (gather.name !== name) await save(transaction, name, null);
      await save(transaction, gather.name, [gather, enabled]);
    },
    async enable(transaction, name, enabled) {
      const saved = (await read(transaction)).get(name);
      if (saved) await save(transaction, name, [saved.gather, enabled]);
    },
    remove: (transaction, name) => save(transaction, name, null),
  };
}
