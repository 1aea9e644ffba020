export type { SiteAssets } from './asset-routes.ts';
export type { HealthCheck } from './health-routes.ts';
export type { Authenticate } from './visitors.ts';
export { createWeb, type Web, type WebDependencies } from './web.ts';
export { checkPort, listen } from './listen.ts';
