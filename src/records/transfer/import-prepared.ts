import type { Database } from '#platform/database';
import type { RequestContext } from '#grammar/access';
import type { Categories } from '#records/categories';
import type { Items } from '#records/items';
import { createHash } from 'node:crypto';
import type { Evaluated } from './evaluate.ts';
import { importBatch, type Outcome } from './import-batch.ts';
import { findKnown } from './import-store.ts';

/** An item that comes with the program or a recipe. */
export interface PreparedItem {
  readonly key: string;
  readonly type: string;
  readonly title: string;
  readonly status: boolean;
  readonly promote: boolean;
  /** Changes when the item should be brought up to date. */
  readonly fingerprint: string;
  /** Called only when the item has to be saved: uploads its files. */
  fields(): Promise<{ readonly [field: string]: Evaluated }>;
}

/** Imports prepared items: those that are there and the same stay as they are. */
export async function importPrepared(
  deps: { readonly database: Database; readonly items: Items; readonly categories: Categories },
  ctx: RequestContext,
  source: string,
  prepared: readonly PreparedItem[],
): Promise<readonly Outcome[]> {
  const keys = prepared.map(({ key }) => key);
  const known = await findKnown(deps.database.queries, source, keys);
  const outcomes: Outcome[] = [];
  for (const item of prepared) {
    const hash = createHash('sha256').update(item.fingerprint).digest();
    const before = known.get(item.key);
    const settled =
      before && (before.hash.equals(hash) || before.itemId === null || before.inTrash);
    const record = {
      key: item.key,
      type: item.type,
      id: undefined,
      title: item.title,
      status: item.status,
      created: undefined,
      promote: item.promote,
      sticky: undefined,
      author: undefined,
      // Outside of the transaction: an upload has one of its own.
      fields: settled ? {} : await item.fields(),
      omittable: new Set<string>(),
    };
    const place = { position: outcomes.length + 1, unit: 'record' } as const;
    const batchDeps = { ...deps, source, mayWait: false };
    outcomes.push(
      ...(await deps.database.transaction((transaction) =>
        importBatch(batchDeps, transaction, ctx, [{ record, hash, file: source, place }]),
      )),
    );
  }
  return outcomes;
}
