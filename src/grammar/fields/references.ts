import type { StageId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Queries, Transaction } from '#platform/database';
import type { Expression, RawBuilder } from 'kysely';
import type { ReferenceKind, ReferenceKinds, ReferenceType } from './field-type.ts';

/** A row about one referenced record; every target selects these columns, in this order. */
export interface ReferenceRow {
  readonly type: string;
  /** As text. */
  readonly id: string;
  readonly label: string;
  /** Item type, vocabulary name; '' where there are no kinds. */
  readonly bundle: string;
  /**
   * What else the formatter needs, as jsonb: `{ mime, size, width, height }` of a file, `{ moved_to }`
   * of what became a part of another, or null.
   */
  readonly detail: unknown;
}

/** A kind of record that fields may point to; the room that owns it registers this. */
export interface ReferenceTarget {
  readonly type: ReferenceType;
  /**
   * Selects the rows of those `ids` that the actor may point to (`purpose` 'save') or see ('view'),
   * as `ReferenceRow`s. Where not everybody may know of a record, one may point to what one may
   * see: who may not is answered as if it were not there. It is a query of the builder or an `sql`
   * fragment. All targets of a page are asked in one `UNION ALL`, which is why the columns stand in
   * that order and have those types (four of text, one of jsonb).
   */
  select(
    queries: Queries,
    ctx: RequestContext,
    ids: readonly string[],
    purpose: 'save' | 'view',
  ): Expression<ReferenceRow> | Promise<Expression<ReferenceRow>>;
  /**
   * Told, in the transaction of the save, which records a saved item now points to: a file that
   * was temporary becomes permanent. Must be cheap when nothing changes.
   */
  referenced?(queries: Queries, ctx: RequestContext, ids: readonly string[]): Promise<void>;
  /**
   * Told, in the same transaction, which records a saved text names. Those that are not there and
   * those that the actor may not point to stay as they are.
   */
  mentioned?(queries: Queries, ctx: RequestContext, ids: readonly string[]): Promise<void>;
  /** Told, in the transaction that publishes or moves them, which versions another stage shows. */
  carried?(queries: Queries, ctx: RequestContext, carried: CarriedVersions): Promise<void>;
  /** The kinds that there are in a stage, where there are kinds; by `queries` in a transaction. */
  kinds?(stage: StageId, queries?: Queries): Promise<readonly ReferenceKind[]>;
  /** Where the record is looked at; undefined when it has no page. */
  url(row: ReferenceRow): string | undefined;
  /** For autocomplete: records whose label contains `text`, best first, that the actor may see. */
  search(
    ctx: RequestContext,
    text: string,
    bundles: readonly string[],
    limit: number,
  ): Promise<readonly FoundRecord[]>;
  /** For records that may be made by naming them, while something that refers to them is saved. */
  readonly naming?: NamedRecords;
}

/** Versions that go from a stage to another one. */
export interface CarriedVersions {
  /** A query of one column of text: all that they say, with the ids of what they refer to. */
  readonly texts: RawBuilder<unknown>;
  /** The stage that they are of, and those it stands on. */
  readonly from: readonly StageId[];
  /** The stage that shows them from then on. */
  readonly to: StageId;
}

/** One that autocomplete offers. */
export interface FoundRecord {
  readonly value: string;
  readonly label: string;
  /** Another name of it, by which it was found. */
  readonly also?: string;
}

export interface NamedRecords {
  /** Whether the actor may make new ones. */
  mayMake(ctx: RequestContext): boolean;
  /**
   * In the transaction of the save: the id of the record of this kind that is called so, made if
   * there is none; undefined: there is none, and the actor may not make it.
   */
  findOrMake(
    queries: Transaction,
    ctx: RequestContext,
    bundle: string,
    name: string,
  ): Promise<string | undefined>;
}

export interface ReferenceTargets {
  register(target: ReferenceTarget): void;
  get(type: ReferenceType): ReferenceTarget;
  /** What settings of fields are checked with, and offered to choose from, in a stage. */
  listKinds(stage: StageId, queries?: Queries): Promise<ReferenceKinds>;
  /** Tells all of them. */
  carried(queries: Queries, ctx: RequestContext, carried: CarriedVersions): Promise<void>;
}
