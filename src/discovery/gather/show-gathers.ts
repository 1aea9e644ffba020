import type { StageId } from '#base';
import type { Actor } from '#grammar/access';
import type { EndpointSource, PageRoute, PageSource } from '#grammar/routes';
import type { MenuLink } from '#grammar/theme';
import type { Logger } from '#platform/telemetry';
import type { AddToPage } from '#records/items';
import { createGatherApi } from './api/gather-api.ts';
import { createDisplayPages } from './displays/display-pages.ts';
import { createGatherPages } from './displays/gather-pages.ts';
import { createGatherMenu } from './displays/main-menu.ts';
import { createPlacedTiles } from './displays/placed-tiles.ts';
import type { GatherShowDeps } from './show-deps.ts';

/** Everything that readers see of listings. */
export interface ShownGathers {
  /** There whatever listings there are. */
  readonly pages: readonly PageRoute[];
  /** Those of the listings. */
  readonly changingPages: PageSource;
  readonly endpoints: EndpointSource;
  /** Their links in the readers' main navigation. */
  readonly mainMenu: (actor: Actor, stage?: StageId) => readonly MenuLink[];
  /** Their tiles on the pages of content. */
  readonly addToPage: AddToPage;
}

export function showGathers(deps: GatherShowDeps, log: Logger): ShownGathers {
  return {
    pages: createDisplayPages(deps),
    changingPages: createGatherPages(deps),
    endpoints: createGatherApi(deps),
    mainMenu: createGatherMenu(deps, log),
    addToPage: createPlacedTiles(deps),
  };
}
