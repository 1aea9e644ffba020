import type { Queries } from '#platform/database';
import { type Side, sameValue } from './merge-parts.ts';
import { type ComparedRecord, settle } from './settle.ts';
import type { Parts, RecordState, Stageable } from './stageable.ts';

/** What a record is on one side. */
export interface OpenVersion {
  readonly state: RecordState;
  /** What it consists of; undefined: it is not there. */
  readonly parts: Parts | undefined;
}

/** A record that both sides changed and that nobody has decided, with what each of them says. */
export interface OpenRecord {
  /** The kind of record. */
  readonly type: string;
  readonly id: string;
  /** What decisions call it: `item:0192…`. */
  readonly key: string;
  /** What people call it. */
  readonly label: string;
  readonly base: OpenVersion;
  readonly mine: OpenVersion;
  readonly theirs: OpenVersion;
  /** The parts that both changed, differently; none: it is about being there or not. */
  readonly parts: readonly string[];
  /** The parts that one side changed, which are merged by themselves. */
  readonly merged: readonly { readonly part: string; readonly side: Side }[];
}

/** Those of the records that somebody has to decide about. */
export async function listOpenRecords(
  queries: Queries,
  kind: Pick<Stageable, 'type' | 'contents'>,
  records: readonly (ComparedRecord & { readonly label: string })[],
): Promise<readonly OpenRecord[]> {
  const settled = await settle(queries, kind, records, {});
  const open = records.flatMap((record) => {
    const settlement = settled.get(record.id);
    return settlement?.is === 'conflict' ? [{ record, settlement }] : [];
  });
  const keys = open.flatMap(({ record: { mine, base, theirs } }) =>
    [mine, base, theirs].flatMap((state) => (state.is === 'version' ? [state.key] : [])),
  );
  const contents = await kind.contents(queries, [...new Set(keys)]);
  const versionOf = (state: RecordState): OpenVersion => ({
    state,
    parts: state.is === 'version' ? contents.get(state.key) : undefined,
  });
  return open.map(({ record, settlement }) => {
    const [base, mine, theirs] = [
      versionOf(record.base),
      versionOf(record.mine),
      versionOf(record.theirs),
    ];
    const parts = settlement.parts.map(({ part }) => part);
    return {
      type: kind.type,
      id: record.id,
      key: `${kind.type}:${record.id}`,
      label: record.label,
      base,
      mine,
      theirs,
      parts,
      merged:
        parts.length === 0
          ? []
          : changedByOne(base.parts, mine.parts, theirs.parts, new Set(parts)),
    };
  });
}

function changedByOne(
  base: Parts = {},
  mine: Parts = {},
  theirs: Parts = {},
  open: ReadonlySet<string>,
): OpenRecord['merged'] {
  const names = new Set([base, mine, theirs].flatMap((parts) => Object.keys(parts)));
  return [...names].flatMap((part): OpenRecord['merged'] => {
    if (open.has(part) || sameValue(mine[part], theirs[part])) return [];
    return [{ part, side: sameValue(base[part], theirs[part]) ? 'mine' : 'theirs' }];
  });
}
