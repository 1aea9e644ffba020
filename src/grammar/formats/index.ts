export { textOfHtml } from './sanitise.ts';
export { createTextFormats, type TextFormat, type TextFormats } from './text-formats.ts';
