export { drawIcon } from './icons.ts';
export * from './builders.ts';
export type * from './elements.ts';
export {
  createRenderer,
  type ElementTemplates,
  type ItemParts,
  type MarkupFormats,
  type Renderer,
  type RenderView,
} from './renderer.ts';
export { escapeHtml, html, nothing, SafeHtml, trusted } from './safe-html.ts';
export { dateLocale } from './times.ts';
export { safeUrl } from './urls.ts';
