import type { PageRoute } from '#grammar/routes';
import type { AddToPage } from './pages/add-to-page.ts';
import { frontPage } from './pages/front-page.ts';
import { itemPage } from './pages/item-page.ts';
import { createItemViews, type ItemViewDeps } from './pages/item-views.ts';
import { accessScreen } from './screens/access-screen.ts';
import { contentScreens } from './screens/content-screens.ts';
import { deleteScreens } from './screens/delete-screens.ts';
import { fieldScreens } from './screens/field-screens.ts';
import { itemFormScreens } from './screens/item-form-screens.ts';
import { revisionScreens } from './screens/revision-screens.ts';
import type { ItemScreenDeps } from './screens/screen-deps.ts';
import { trashScreens } from './screens/trash-screens.ts';
import { typeScreens } from './screens/type-screens.ts';

export type ItemPageDeps = ItemViewDeps &
  Omit<ItemScreenDeps, 'views'> & {
    /** What stands before and after the content of readers' pages; default nothing. */
    readonly addToPage?: AddToPage;
  };

/** All pages and screens of content: for readers, for editors, and for who builds the site. */
export function createItemPages(deps: ItemPageDeps): readonly PageRoute[] {
  const views = createItemViews(deps);
  const screens: ItemScreenDeps = { ...deps, views };
  return [
    frontPage(deps.items, views, deps.site, deps.addToPage),
    itemPage(deps.items, views, deps.stages, deps.addToPage),
    ...itemFormScreens(screens),
    ...revisionScreens(screens),
    ...deleteScreens(screens),
    accessScreen(screens),
    ...contentScreens(screens),
    ...trashScreens(screens),
    ...typeScreens(screens),
    ...fieldScreens(screens),
  ];
}
