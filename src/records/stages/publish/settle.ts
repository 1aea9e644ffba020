import type { Queries } from '#platform/database';
import { mergeParts, type PartConflict, type Side } from './merge-parts.ts';
import {
  type ChangedRecord,
  type RecordState,
  type Stageable,
  sameState,
  type Write,
} from './stageable.ts';

/** Which side counts of a record, where both changed it: all of it, or part by part. */
export type Decision = Side | { readonly [part: string]: Side };
/** By kind and id of the record: `item:0192…`. */
export type Decisions = { readonly [record: string]: Decision };

/** What is to be done about a record that a stage changed. */
export type Settlement =
  /** The upstream is as it was: it takes what the stage has. */
  | { readonly is: 'taken' }
  /** The upstream has it so already, or keeps what it has. */
  | { readonly is: 'dropped' }
  | { readonly is: 'written'; readonly write: Write }
  /** Both changed it, and it is not decided; with no parts it is about being there or not. */
  | { readonly is: 'conflict'; readonly parts: readonly PartConflict[] };

/** What both sides say, without what the record is called. */
export type ComparedRecord = Pick<ChangedRecord, 'id' | 'mine' | 'base' | 'theirs'>;

/** How each record gets to where it is published to, by its id. Reads only what both sides changed. */
export async function settle(
  queries: Queries,
  stageable: Pick<Stageable, 'type' | 'contents'>,
  records: readonly ComparedRecord[],
  decisions: Decisions,
): Promise<ReadonlyMap<string, Settlement>> {
  const moved = records.filter(({ base, theirs }) => !sameState(base, theirs));
  const keys = moved.flatMap(({ mine, base, theirs }) => [mine, base, theirs].flatMap(keyOf));
  const contents = await stageable.contents(queries, [...new Set(keys)]);
  const partsOf = (state: RecordState) =>
    state.is === 'version' ? contents.get(state.key) : undefined;

  function settleOne({ id, mine, base, theirs }: ComparedRecord): Settlement {
    const bothGone = mine.is !== 'version' && theirs.is !== 'version';
    if (bothGone || sameState(mine, theirs)) return { is: 'dropped' };
    if (sameState(base, theirs)) return { is: 'taken' };
    const decision = decisions[`${stageable.type}:${id}`];
    const [was, ours, now] = [partsOf(base), partsOf(mine), partsOf(theirs)];
    if (ours === undefined || now === undefined) {
      if (decision === 'theirs') return { is: 'dropped' };
      if (decision !== 'mine') return { is: 'conflict', parts: [] };
      return { is: 'written', write: asIs(id, mine) };
    }
    const { parts, conflicts } = mergeParts(was ?? {}, ours, now, (part) =>
      typeof decision === 'object' ? decision[part] : decision,
    );
    if (conflicts.length > 0) return { is: 'conflict', parts: conflicts };
    return { is: 'written', write: { id, to: 'parts', parts } };
  }
  return new Map(records.map((record) => [record.id, settleOne(record)]));
}

/** The record as the state says. */
export function asIs(id: string, state: RecordState): Write {
  return state.is === 'version' ? { id, to: 'version', key: state.key } : { id, to: 'deleted' };
}

function keyOf(state: RecordState): readonly string[] {
  return state.is === 'version' ? [state.key] : [];
}
