export { builtItem, page, shownItem } from './examples.ts';
export type { LogLine, MemorySite, SiteOptions } from './memory-site.ts';
export { type AlteringTap, openPlugin, type TestPlugin } from './open-plugin.ts';
