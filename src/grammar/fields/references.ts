import type { RequestContext } from '#grammar/access';
import type { Queries } from '#platform/database';
import type { Expression } from 'kysely';
import type { ReferenceKind, ReferenceKinds, ReferenceType } from './field-type.ts';

/** A row about one referenced record; every target selects these columns, in this order. */
export interface ReferenceRow {
  readonly type: string;
  /** As text. */
  readonly id: string;
  readonly label: string;
  /** Item type, vocabulary name; '' where there are no kinds. */
  readonly bundle: string;
  /** What else the formatter needs, as jsonb: `{ mime, size, width, height }` of a file, or null. */
  readonly detail: unknown;
}

/** A kind of record that fields may point to; the room that owns it registers this. */
export interface ReferenceTarget {
  readonly type: ReferenceType;
  /**
   * Selects the rows of those `ids` that exist (`purpose` 'save') or that the actor may see
   * ('view'), as `ReferenceRow`s: a query of the builder or an `sql` fragment. All targets
   * of a page are asked in one `UNION ALL`, which is why the columns stand in that order and have
   * those types (four of text, one of jsonb).
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
  referenced?(queries: Queries, ids: readonly string[]): Promise<void>;
  /** The kinds that there are, where there are kinds; asked by `queries` inside a transaction. */
  kinds?(queries?: Queries): Promise<readonly ReferenceKind[]>;
  /** Where the record is looked at; undefined when it has no page. */
  url(row: ReferenceRow): string | undefined;
  /** For autocomplete: records whose label contains `text`, best first, that the actor may see. */
  search(
    ctx: RequestContext,
    text: string,
    bundles: readonly string[],
    limit: number,
  ): Promise<readonly { readonly value: string; readonly label: string }[]>;
}

export interface ReferenceTargets {
  register(target: ReferenceTarget): void;
  get(type: ReferenceType): ReferenceTarget;
  /** What settings of fields are checked with, and offered to choose from. */
  listKinds(queries?: Queries): Promise<ReferenceKinds>;
}
