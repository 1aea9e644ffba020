export { checkSiteName } from './check-site-name.ts';
export { createFindSite, type FindSite, type SiteInformation } from './site-information.ts';
export { sitePermissions } from './site-permissions.ts';
export { createSiteScreens } from './site-screens.ts';
export { createSiteWords } from './site-words.ts';
export { createVariableKind } from './variable-kind.ts';
