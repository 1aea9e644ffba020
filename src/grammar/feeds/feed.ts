/** A feed in no format yet. All addresses are whole. */
export interface Feed {
  readonly title: string;
  readonly description: string;
  /** The page that the feed is of. */
  readonly page: string;
  /** Where the feed itself is. */
  readonly self: string;
  /** Older entries. */
  readonly next?: string;
  /** BCP 47. */
  readonly language: string;
  readonly updated: Date;
  readonly entries: readonly FeedEntry[];
}

export interface FeedEntry {
  /** The same for ever, also when the address changes. */
  readonly id: string;
  readonly url?: string;
  readonly title: string;
  /** Plain text. */
  readonly summary: string;
  readonly author?: string;
  readonly published?: Date;
  readonly updated: Date;
}
