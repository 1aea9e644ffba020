export { checkSiteName } from './check-site-name.ts';
export { type SiteInformation, siteInformation } from './site-information.ts';
export { sitePermissions } from './site-permissions.ts';
export { createSiteScreens } from './site-screens.ts';
