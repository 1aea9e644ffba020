import type { ItemId, TermId } from '#base';
import type { ReferenceType } from '#grammar/fields';
import type { Item } from './item.ts';

export interface ItemQuery {
  /** Only these. */
  readonly ids?: readonly ItemId[];
  readonly types?: readonly string[];
  readonly status?: boolean;
  readonly promote?: boolean;
  readonly authorId?: string;
  /** Title contains, any case. */
  readonly titleContains?: string;
  /** Items of which a field points to this record. */
  readonly references?: { readonly type: ReferenceType; readonly id: string };
  /** Items of which a field refers to this term or to one below it. */
  readonly under?: TermId;
  /** Only what is in the trash (and nothing that is not). */
  readonly trash?: boolean;
  readonly sort?: '-deleted' | 'created' | '-created' | 'changed' | '-changed' | 'title' | '-title';
  /** 1 to 200. */
  readonly limit: number;
  readonly offset?: number;
  /** Opaque: what `next` of the page before said. Keeps deep pages as cheap as the first. */
  readonly after?: string;
  /** Sticky items first. */
  readonly stickyFirst?: boolean;
}

export interface ItemPage {
  readonly items: readonly Item[];
  /** For `after`, when there is more. */
  readonly next?: string;
}
