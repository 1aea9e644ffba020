export type { Asset, Assets } from './assets.ts';
export { createComponentsScreens, themePermissions } from './components-screens.ts';
export { createPages, type Pages } from './pages.ts';
export type { MenuLink, SiteView } from './site-view.ts';
export { createThemes, type Themes, type ThemeOptions } from './themes.ts';
