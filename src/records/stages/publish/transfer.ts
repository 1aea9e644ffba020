import type { StageId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Queries, Transaction } from '#platform/database';
import { removeSteps } from '../review/review-store.ts';
import { type Conflict, conflictsAmong } from './conflicts.ts';
import type { HeldKind } from './hold-kinds.ts';
import type { PublishedRecord } from './journal-store.ts';
import { decisionsStill, type SeenRecords } from './seen-states.ts';
import { asIs, type Decisions, settle } from './settle.ts';
import type { ChangedRecord, RecordState, Stageable, Write, WriteOptions } from './stageable.ts';

/** Where what a stage has of its own goes: to the one below at a publish, or to another one. */
export interface Transfer {
  /** The stage that has nothing of its own about it afterwards, and those it stands on. */
  readonly from: readonly StageId[];
  /** The stage that is written in, and those it stands on. */
  readonly to: readonly StageId[];
  /** What the history of each record says of it. */
  readonly log: string;
  readonly decided: { readonly decisions?: Decisions; readonly seen?: SeenRecords };
}

/**
 * Makes these records so where they go, and takes them out of where they are. Where both sides
 * changed the same and it is not decided, nothing of this kind is done: `open`.
 */
export async function transfer(
  transaction: Transaction,
  ctx: RequestContext,
  { kind, changed }: HeldKind,
  { from: source, to, log, decided }: Transfer,
): Promise<{ readonly records: readonly PublishedRecord[]; readonly open: readonly Conflict[] }> {
  const [from] = source;
  if (from === undefined || changed.length === 0) return { records: [], open: [] };
  const settled = await settle(
    transaction,
    kind,
    changed,
    decisionsStill(kind.type, changed, decided),
  );
  const open = conflictsAmong(kind.type, changed, settled);
  if (open.length > 0) return { records: [], open };
  const taken = changed.flatMap(({ id, mine }) =>
    settled.get(id)?.is === 'taken' ? [asIs(id, mine)] : [],
  );
  const merged = [...settled.values()].flatMap((one) => (one.is === 'written' ? [one.write] : []));
  const options = { chain: to, log, source };
  const after = new Map([
    ...(await write(kind, transaction, ctx, taken, { ...options, from })),
    ...(await write(kind, transaction, ctx, merged, options)),
  ]);
  const ids = changed.map(({ id }) => id);
  await kind.drop(transaction, from, ids);
  await removeSteps(transaction, from, kind.type, ids);
  const records = changed.flatMap(
    ({ id, label, mine, base, theirs }): readonly PublishedRecord[] => {
      const became = after.get(id);
      return became
        ? [{ type: kind.type, id, label, mine, base, before: theirs, after: became }]
        : [];
    },
  );
  return { records, open };
}

/** The records as they meet what a stage shows: one that they are not published to. */
export async function metBy(
  queries: Queries,
  kind: Pick<Stageable, 'states'>,
  records: readonly ChangedRecord[],
  chain: readonly StageId[],
): Promise<readonly ChangedRecord[]> {
  if (records.length === 0) return [];
  const ids = records.map(({ id }) => id);
  const shown = await kind.states(queries, chain, ids);
  return records.map((record) => ({ ...record, theirs: shown.get(record.id) ?? { is: 'absent' } }));
}

/** Nothing is asked of the room where there is nothing to write. */
export async function write(
  kind: Stageable,
  transaction: Transaction,
  ctx: RequestContext,
  writes: readonly Write[],
  options: WriteOptions,
): Promise<ReadonlyMap<string, RecordState>> {
  if (writes.length === 0) return new Map();
  return kind.write(transaction, ctx, writes, options);
}
