export { createPluginPages } from './plugin-pages.ts';
export { pluginPageTaps } from './plugin-page-taps.ts';
