import type { Permission } from '#grammar/access';
import type { Forms } from '#grammar/forms';
import type { Items } from '#records/items';
import type { IndexAdvisor } from '../advisor/index-advisor.ts';
import type { Gathers } from '../gathers.ts';
import type { GatherShowDeps } from '../show-deps.ts';
import type { Drafts } from './drafts.ts';

export interface GatherScreenDeps {
  readonly gathers: Gathers;
  readonly drafts: Drafts;
  readonly advisor: IndexAdvisor;
  readonly items: Pick<Items, 'listTypes'>;
  readonly forms: Forms;
  /** What it takes to show what a gather lists. */
  readonly show: GatherShowDeps;
  listPermissions(): readonly Permission[];
  listRoles(): Promise<readonly { readonly name: string; readonly label: string }[]>;
}
