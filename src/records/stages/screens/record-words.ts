import type { RequestContext } from '#grammar/access';
import type { OpenRecord } from '../publish/open-records.ts';

/**
 * What screens say about records of a kind. The room that the records are of gives one: stages know
 * nothing of what they hold.
 */
export interface RecordWords {
  /** As that of its `Stageable`. */
  readonly type: string;
  /** Those that the actor may see in the stage of `ctx`, or has in its trash; by id. */
  describe(
    ctx: RequestContext,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, DescribedRecord>>;
  /** The record that a page of this site is about, by its path; undefined: none of this kind. */
  idOf?(path: string): string | undefined;
  /** What differs about it, as people read it, in the order in which it stands on the record. */
  compare(ctx: RequestContext, record: OpenRecord): Promise<readonly ComparedPart[]>;
}

export interface DescribedRecord {
  /** Where it is read, if it has a page. */
  readonly url?: string;
  /** What kind of it: `Article`. */
  readonly kind: string;
}

/** A part of a record that differs, or that one side changed. */
export interface ComparedPart {
  readonly part: string;
  readonly label: string;
  /** Words are compared, and not the value as a whole. */
  readonly prose: boolean;
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
}
