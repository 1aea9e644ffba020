import type { PageRoute } from '#grammar/routes';
import { addGatherScreen } from './add-gather-screen.ts';
import { builderScreen } from './builder-screen.ts';
import { cloneGatherScreen } from './clone-gather-screen.ts';
import { deleteGatherScreen } from './delete-gather-screen.ts';
import { displayScreens } from './display-screens.ts';
import { gatherListScreen } from './gather-list-screen.ts';
import { indexScreens } from './index-screens.ts';
import { switchGatherScreen } from './switch-gather-screen.ts';
import { yamlScreens } from './yaml-screens.ts';
import type { GatherScreenDeps } from './screen-deps.ts';

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
