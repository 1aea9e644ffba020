import type { ItemId, RevisionId, TermId } from '#base';
import type { Queries, Transaction } from '#platform/database';
import type { RequestContext } from '#grammar/access';
import type { AliasableExpression } from 'kysely';
import type { FieldTypes } from '#grammar/fields';
import type { MakeVocabularies, PluginContent } from './brought/plugin-content.ts';
import type { FieldInput } from './types/check-field-input.ts';
import type { ItemTypeInput } from './types/check-type-input.ts';
import type { ItemOperation } from './access/access-taps.ts';
import type { LockedFields } from './access/field-access.ts';
import type { AccessExplanation } from './access/explain-access.ts';
import type { ListAccess } from './access/list-access.ts';
import type { GrantRebuild } from './access/rebuild-grants.ts';
import type { VisibleItems } from './access/visible-items.ts';
import type { Version } from './merge-changes.ts';
import type { TermReplacement } from './term-index/replace-term.ts';
import type { FieldChangePlan } from './types/plan-field.ts';
import type { FieldChangeOptions } from './types/convert-items.ts';
import type { Item, ItemInput, Revision } from './item.ts';
import type { ItemType } from './types/item-type.ts';
import type { ItemPage, ItemQuery } from './item-query.ts';

/** Which types there are depends on the stage that is read. */
export type InStage = Pick<RequestContext, 'stage' | 'transaction'>;

/**
 * The door to content. Every operation checks access by `ctx.actor`, reads and writes in
 * `ctx.stage`, and throws the errors of `item-errors.ts`. Fields that the actor may not see are
 * missing in what is answered.
 */
export interface Items {
  readonly fieldTypes: FieldTypes;

  /** Reads the types and keeps them the same as on other kernels; ends by the answered function. */
  start(): Promise<() => Promise<void>>;

  // Types (kept in memory, the same on every kernel within a second)
  listTypes(ctx: InStage): readonly ItemType[];
  /** `told` is called whenever this kernel has other types. */
  onTypesChanged(told: () => void): void;
  findType(ctx: InStage, type: string): ItemType | undefined;
  getType(ctx: InStage, type: string): ItemType;
  /** Those of live, and what stages have instead: there may be several of a name. */
  listTypesEverywhere(): readonly ItemType[];

  /** Changes of types need `administer content types`. A name that is taken is a conflict. */
  createType(ctx: RequestContext, name: unknown, input: ItemTypeInput): Promise<ItemType>;
  updateType(ctx: RequestContext, type: string, input: ItemTypeInput): Promise<ItemType>;
  /** Refused while there is content of the type. */
  deleteType(ctx: RequestContext, type: string): Promise<void>;
  /** Adds a new field, or one that another type has already under this name. */
  addField(ctx: RequestContext, type: string, name: unknown, input: FieldInput): Promise<ItemType>;
  /** What a change (undefined: taking the field away) would do to content. Changes nothing. */
  planField(
    ctx: RequestContext,
    type: string,
    name: string,
    input: FieldInput | undefined,
  ): Promise<FieldChangePlan>;
  /** Refuses to lose values unless `acceptLoss` says that the plan was seen. */
  updateField(
    ctx: RequestContext,
    type: string,
    name: string,
    input: FieldInput,
    options?: FieldChangeOptions,
  ): Promise<ItemType>;
  removeField(
    ctx: RequestContext,
    type: string,
    name: string,
    options?: FieldChangeOptions,
  ): Promise<ItemType>;
  /** What keeps the types that plugins bring. */
  pluginContent(makeVocabularies: MakeVocabularies): PluginContent;
  /** Every field of the type, once, in the new order. */
  orderFields(ctx: RequestContext, type: string, names: readonly string[]): Promise<ItemType>;

  /** undefined: there is none, or the actor may not know of it. Trash is left out. */
  findItem(ctx: RequestContext, id: ItemId): Promise<Item | undefined>;
  /** Like `findItem`; throws `NotFound`. */
  getItem(ctx: RequestContext, id: ItemId): Promise<Item>;
  /** An item that is in the trash, for who may change it or bring it back. */
  findTrashedItem(ctx: RequestContext, id: ItemId): Promise<Item | undefined>;
  /**
   * What a plugin denies to view by `item_access` is left out, so that a page may have fewer than
   * `limit`; what needs grants that the actor has not is not found to begin with.
   */
  listItems(ctx: RequestContext, query: ItemQuery): Promise<ItemPage>;
  /**
   * How many items the query would list in all. Counting stops at `atMost`: a total costs as much
   * as there are items.
   */
  countItems(ctx: RequestContext, query: ItemQuery, atMost?: number): Promise<number>;

  /** How many published items that the actor may see there are under each term, and below it. */
  countUnder(ctx: RequestContext, terms: readonly TermId[]): Promise<ReadonlyMap<TermId, number>>;

  /**
   * The items that the actor may see, as rows for another query: id, type, title, author_id,
   * published, promoted, sticky, created, changed. Plugins are asked for grants here, before a
   * connection is held; what `item_access` denies is left to `findVisible`.
   */
  readable(ctx: RequestContext): Promise<(queries: Queries) => AliasableExpression<object>>;

  /** The rule by which the actor sees items, for SQL of other rooms. Asked like `readable`. */
  listAccess(ctx: RequestContext): Promise<ListAccess>;

  /** Those of the items with which the actor may do `op`; plugins are asked in one message. */
  whichMay(
    ctx: RequestContext,
    op: ItemOperation,
    items: readonly Item[],
  ): Promise<ReadonlySet<ItemId>>;
  /** The types that the actor may create content of. */
  typesToCreate(ctx: RequestContext): Promise<readonly ItemType[]>;
  /** The fields that the actor may not change, of a new item of that type or of `item`. */
  lockedFields(ctx: RequestContext, type: string, item?: Item): Promise<LockedFields>;
  /** What the actor of `ctx` may do with an item, and why. For administrators to read. */
  explainAccess(ctx: RequestContext, item: Item): Promise<AccessExplanation>;
  /** Which of these the actor sees, for SQL of who points to them. */
  findVisible(ctx: RequestContext, ids: readonly ItemId[]): Promise<VisibleItems>;
  /** Asks plugins that guard items about content that was there before them. */
  readonly grants: GrantRebuild;

  /** Creates an item. Throws `InvalidInput` with every problem; nothing is kept then. */
  createItem(
    ctx: RequestContext,
    type: string,
    input: ItemInput,
    options?: SaveOptions,
  ): Promise<Item>;
  /**
   * Saves changes that were made to the revision `base`. Edits of other fields by others since
   * then are merged; the same field changed by both throws `ItemConflict`. A save that changes
   * nothing and has no log message writes no revision, and answers the item as it is.
   */
  updateItem(
    ctx: RequestContext,
    id: ItemId,
    base: RevisionId | 'current',
    input: ItemInput,
    options?: SaveOptions,
  ): Promise<Item>;
  /**
   * Makes up to 200 items that refer to one term refer to another, as new revisions; answers how
   * many. For who merges terms: it asks for no permission on content.
   */
  replaceTerm(ctx: RequestContext, replacement: TermReplacement): Promise<number>;
  /** Whether any item refers to the term, in the trash or not. */
  isReferredTo(queries: Queries, term: TermId): Promise<boolean>;
  /** Puts an item in the trash; `restoreItem` brings it back, `purgeItem` ends it. */
  deleteItem(ctx: RequestContext, id: ItemId, base?: RevisionId | 'current'): Promise<Item>;
  /** With `type` one of another type counts as not there. */
  restoreItem(ctx: RequestContext, id: ItemId, type?: string): Promise<Item>;
  purgeItem(ctx: RequestContext, id: ItemId): Promise<void>;

  /** Newest first. */
  listRevisions(
    ctx: RequestContext,
    id: ItemId,
    page: { limit: number; offset: number },
  ): Promise<{ revisions: readonly Revision[]; total: number }>;
  getRevision(ctx: RequestContext, id: ItemId, revision: RevisionId): Promise<Revision>;
  /** Saves the content of an old revision as a new one. */
  revertItem(ctx: RequestContext, id: ItemId, revision: RevisionId): Promise<Item>;
  /** The one validator, without saving: for previews. What the item would be. */
  checkItem(ctx: RequestContext, type: string, input: ItemInput, existing?: Item): Promise<Version>;
}

export interface SaveOptions {
  /** Take part in a transaction that is already open (imports save many items in one). */
  readonly queries?: Transaction;
  /** The id to use for a new item; default a new UUIDv7. */
  readonly id?: ItemId;
  /** The type that an existing item must be of; one of another type counts as not there. */
  readonly type?: string;
}
