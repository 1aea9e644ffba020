export { alterElement, ElementWork, withoutHidden } from './alter-element.ts';
export { isAllowedAttribute } from './attributes.ts';
export { drawIcon } from './icons.ts';
export { mapElements } from './map-elements.ts';
export * from './builders.ts';
export { type CheckedElement, checkElement } from './check-element.ts';
export { Dependencies } from './dependencies.ts';
export type * from './elements/index.ts';
export { markupTexts } from './markup-texts.ts';
export {
  createRenderer,
  type ElementTemplates,
  type ItemParts,
  type MarkupFormats,
  type Renderer,
} from './renderer.ts';
export type { RenderView } from './render-view.ts';
export { escapeHtml, html, nothing, SafeHtml, trusted } from './safe-html.ts';
export { dateLocale } from './times.ts';
export { ownUrl, safeUrl } from './urls.ts';
export { valuesDifference } from './values-difference.ts';
