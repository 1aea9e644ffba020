import type { ItemId, JsonObject, RevisionId, StageId, UserId } from '#base';

/** The values of all custom fields of an item: field name to one value or an array of values. */
export type FieldValues = { readonly [field: string]: JsonObject | readonly JsonObject[] };

/** A piece of content, as it is in one stage. */
export interface Item {
  readonly id: ItemId;
  readonly type: string;
  readonly title: string;
  readonly authorId: UserId;
  readonly authorName: string;
  /** Published: visible to who has "access content". */
  readonly status: boolean;
  readonly promote: boolean;
  readonly sticky: boolean;
  readonly created: Date;
  readonly changed: Date;
  /** The revision whose content this is. */
  readonly revisionId: RevisionId;
  readonly stageId: StageId;
  readonly fields: FieldValues;
  /** When it was put in the trash, if it is there. */
  readonly deleted: Date | null;
}

/** What of an item belongs to its editors. */
export type Attributes = Pick<Item, 'authorId' | 'promote' | 'sticky' | 'created'>;

/** One saved version of an item; never changed after it is written. */
export interface Revision {
  readonly id: RevisionId;
  readonly itemId: ItemId;
  readonly authorId: UserId;
  readonly authorName: string;
  readonly title: string;
  readonly status: boolean;
  readonly created: Date;
  readonly log: string;
  readonly fields: FieldValues;
  /** Of the item, as it was then. */
  readonly attributes: Attributes;
  /**
   * Names of what differs from the revision before: `title`, `status`, field names, `promote`,
   * `sticky`, `author_id`, `created`.
   */
  readonly changes: readonly string[];
}

/** A part of an old revision that an item could not go back to: `title` or the name of a field. */
export interface NotTakenBack {
  readonly part: string;
  /** Why, and what it is now. */
  readonly message: string;
}

/** An item that went back to an old revision, as far as its type takes that now. */
export interface RevertedItem extends Item {
  readonly left: readonly NotTakenBack[];
}

/** What a save may say. What is missing stays as it is (or takes its default in a new item). */
export interface ItemInput {
  readonly title?: unknown;
  readonly status?: unknown;
  readonly promote?: unknown;
  readonly sticky?: unknown;
  /** ISO 8601; only for who may administer content, and for imports. */
  readonly created?: unknown;
  readonly author_id?: unknown;
  readonly log?: unknown;
  /** Field name to value, array of values, or null to empty it. */
  readonly fields?: unknown;
}
