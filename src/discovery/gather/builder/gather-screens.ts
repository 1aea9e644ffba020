import type { Permission } from '#grammar/access';
import type { Forms } from '#grammar/forms';
import type { PageRoute } from '#grammar/routes';
import type { Items } from '#records/items';
import type { IndexAdvisor } from '../advisor/index-advisor.ts';
import type { Gathers } from '../gathers.ts';
import type { GatherShowDeps } from '../show-deps.ts';
import { addGatherScreen } from './add-gather-screen.ts';
import { builderScreen } from './builder-screen.ts';
import { cloneGatherScreen } from './clone-gather-screen.ts';
import { deleteGatherScreen } from './delete-gather-screen.ts';
import type { Drafts } from './drafts.ts';
import { displayScreens } from './display-screens.ts';
import { gatherListScreen } from './gather-list-screen.ts';
import { indexScreens } from './index-screens.ts';
import { switchGatherScreen } from './switch-gather-screen.ts';
import { yamlScreens } from './yaml-screens.ts';

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

/** Everything under `/admin/gathers`. */
export function createGatherScreens(deps: GatherScreenDeps): readonly PageRoute[] {
  return [
    gatherListScreen(deps),
    addGatherScreen(deps),
    cloneGatherScreen(deps),
    switchGatherScreen(deps),
    deleteGatherScreen(deps),
    ...yamlScreens(deps),
    builderScreen(deps),
    ...displayScreens(deps),
    ...indexScreens(deps),
  ];
}
