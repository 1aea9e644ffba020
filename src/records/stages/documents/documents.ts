import type { JsonObject, StageId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Queries, Transaction } from '#platform/database';
import type { Stageable } from '../publish/stageable.ts';
import type { StagedDocument } from './document-store.ts';

/** A kind of record of which each is one document, such as settings of the site. */
export interface DocumentKind {
  /** As in `stage_document.record_type`, e.g. `variable`. */
  readonly type: string;
  /** What people call several of them. */
  readonly label: string;
  /** Whether kernels keep what stages have of it in memory. */
  readonly kept: boolean;
  /** Those of live, or those of them among `ids`. */
  read(queries: Queries, ids?: readonly string[]): Promise<ReadonlyMap<string, JsonObject>>;
  /** What people call one. */
  labelOf(id: string, content: JsonObject): string;
  /** Makes it so in live; null: it is deleted. */
  write(
    transaction: Transaction,
    ctx: RequestContext,
    id: string,
    content: JsonObject | null,
  ): Promise<void>;
  /** Holds off every other change of those of live until the transaction ends. */
  lock?(transaction: Transaction): Promise<void>;
  /** Once live or a stage has others, in the same transaction. */
  changed?(transaction: Transaction): Promise<void>;
  /** What is committed by now is known to this kernel once this answers. */
  refresh?(): Promise<void>;
  /** As those of `Stageable`. */
  finish?: Stageable['finish'];
  needs?: Stageable['needs'];
}

/**
 * What stages have instead of the documents of live; that of kinds that are kept also in memory, and
 * the same on every kernel soon.
 */
export interface Documents extends AsyncDisposable {
  /** Registers a kind; it is published with the rest. */
  register(kind: DocumentKind): void;
  /**
   * What a reader of the stage sees instead of what live has: undefined where that is what they see,
   * null where it is deleted for them.
   */
  find(type: string, id: string, stage: StageId): JsonObject | null | undefined;
  /** The same of all of a kind, by their ids; the same objects until something changes. */
  list(type: string, stage: StageId): ReadonlyMap<string, StagedDocument>;
  /** As it is in the database. */
  read(
    queries: Queries,
    type: string,
    stage: StageId,
  ): Promise<ReadonlyMap<string, StagedDocument>>;
  /** All of a kind, of whatever stage. */
  all(type: string): readonly StagedDocument[];
  /** Calls `listener` whenever they were read again; ends by the answered function. */
  onChanged(listener: () => void): () => void;
  /**
   * Makes it so in `ctx.stage`; the caller has entered the stage. In live it is what the document is
   * to become: whoever saves it so removes it in the same transaction.
   */
  save(
    transaction: Transaction,
    ctx: RequestContext,
    document: {
      readonly type: string;
      readonly id: string;
      readonly content: JsonObject | null;
    },
  ): Promise<void>;
  /** The same of several of a kind; null: deleted. */
  saveAll(
    transaction: Transaction,
    ctx: RequestContext,
    type: string,
    contents: ReadonlyMap<string, JsonObject | null>,
  ): Promise<void>;
  /** The stage has nothing of its own about these any more. */
  remove(
    transaction: Transaction,
    stage: StageId,
    type: string,
    ids: readonly string[],
  ): Promise<void>;
  /** Holds off every other change of what stages have until the transaction ends. */
  lock(transaction: Transaction): Promise<void>;
  /** What is committed by now is known here once this answers. */
  refresh(): Promise<void>;
}
