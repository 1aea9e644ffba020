export type { Filter } from './filter.ts';
export { findFilter, kernelFilters } from './kernel-filters.ts';
export { isKernelFormat, kernelFormats } from './kernel-formats.ts';
export { formatTaps, isOfPlugin, type PluginFilter } from './plugin-filters.ts';
export { textOfHtml } from './sanitise.ts';
export { type FilterUse, PLAIN_TEXT, type TextFormat, usePermission } from './text-format.ts';
export { createTextFormats, type TextFormats } from './text-formats.ts';
export type { WrittenHtml } from './written-html.ts';
