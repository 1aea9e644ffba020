import type { RoleId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { ReferenceTargets } from '#grammar/fields';
import type { Database } from '#platform/database';
import type { Taps } from '#grammar/taps';
import type { Items, ItemViews } from '#records/items';
import type { FindSite } from '#records/site';
import type { Gathers } from './gathers.ts';

/** What it takes to show listings to readers. */
export interface GatherShowDeps {
  readonly gathers: Pick<Gathers, 'list' | 'staged' | 'find' | 'get' | 'open' | 'catalogue'>;
  readonly items: Pick<Items, 'listItems' | 'fieldTypes'>;
  readonly itemViews: Pick<ItemViews, 'build'>;
  readonly references: ReferenceTargets;
  readonly database: Pick<Database, 'queries'>;
  readonly taps: Taps;
  readonly listTerms: ListTerms;
  /** Machine names of roles. */
  readonly roleNames: (roles: readonly RoleId[]) => Promise<readonly string[]>;
  readonly site: FindSite;
}

/** The terms of vocabularies, each below the one it belongs to; undefined: too many to choose from. */
export type ListTerms = (
  ctx: RequestContext,
  vocabularies: readonly string[],
) => Promise<readonly TermChoice[] | undefined>;

export interface TermChoice {
  readonly value: string;
  readonly label: string;
  /** 0 for those at the top. */
  readonly depth: number;
}
