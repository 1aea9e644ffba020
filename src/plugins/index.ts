export { ComponentRefused } from './component/component-errors.ts';
export { ASKED_BY_SITE } from './host/asked-by-site.ts';
export { CAPABILITIES, type Capability } from './host/plugin-call.ts';
export type { HostServices } from './host-services.ts';
export { openPluginHere } from './plugin-here.ts';
export {
  createPluginRuntime,
  type PluginLimits,
  type PluginRuntime,
  type PluginToLoad,
} from './plugin-runtime.ts';
export { createSitePlugins } from './site-plugins.ts';
