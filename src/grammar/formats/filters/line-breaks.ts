import { defineFilter } from '../filter.ts';
import { paragraphsOfLines } from './line-paragraphs.ts';

/** Empty lines make paragraphs, single line breaks `<br>`; text with blocks of its own stays. */
export const lineBreaks = defineFilter({
  name: 'line_breaks',
  label: 'Paragraphs and line breaks from lines',
  description: 'An empty line begins a paragraph, a new line is a line break.',
  defaults: {},
  tip: () => 'Lines become paragraphs.',
  produces: () => ({ p: [], br: [] }),
  apply: paragraphsOfLines,
});
