import type { PageRoute } from '#grammar/routes';
import { frontPage } from './pages/front-page.ts';
import { itemPage } from './pages/item-page.ts';
import { createItemViews, type ItemViewDeps } from './pages/item-views.ts';
import { contentScreens } from './screens/content-screens.ts';
import { deleteScreens } from './screens/delete-screens.ts';
import { fieldScreens } from './screens/field-screens.ts';
import { itemFormScreens } from './screens/item-form-screens.ts';
import { revisionScreens } from './screens/revision-screens.ts';
import type { ItemScreenDeps } from './screens/screen-deps.ts';
import { trashScreens } from './screens/trash-screens.ts';
import { typeScreens } from './screens/type-screens.ts';

export type ItemPageDeps = ItemViewDeps & Omit<ItemScreenDeps, 'views'>;

/** All pages and screens of content: for readers, for editors, and for who builds the site. */
export function createItemPages(deps: ItemPageDeps): readonly PageRoute[] {
  const views = createItemViews(deps);
  const screens: ItemScreenDeps = { ...deps, views };
  return [
    frontPage(deps.items, views, deps.site),
    itemPage(deps.items, views),
    ...itemFormScreens(screens),
    ...revisionScreens(screens),
    ...deleteScreens(screens),
    ...contentScreens(screens),
    ...trashScreens(screens),
    ...typeScreens(screens),
    ...fieldScreens(screens),
  ];
}
