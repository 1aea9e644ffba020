export type { Asset, Assets } from './assets.ts';
export { createComponentsScreens, themePermissions } from './components-screens.ts';
export { pageTaps } from './page-taps.ts';
export type { PluginLook } from './plugin-looks.ts';
export { themeKeeper } from './theme-keeper.ts';
export { createPages, type Drawn, type Pages } from './pages.ts';
export type { MenuLink, SiteView } from './site-view.ts';
export type { ListedTheme } from './list-themes.ts';
export type { Theme } from './load-theme.ts';
export { type Properties, readProperties, roleColour } from './role-colours.ts';
export { contrastProblems, withSettings } from './settings-css.ts';
export {
  CHOICES,
  type ColourSetting,
  readThemeSettings,
  roleKind,
  type ThemeSettings,
} from './theme-settings.ts';
export {
  type Appearance,
  createThemes,
  DEFAULT_THEME,
  type Themes,
  type ThemeOptions,
} from './themes.ts';
