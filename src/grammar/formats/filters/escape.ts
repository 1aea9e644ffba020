import { escapeHtml } from '#grammar/render';
import { defineFilter } from '../filter.ts';

/** The text as it is: nothing in it is HTML. */
export const escape = defineFilter({
  name: 'escape',
  label: 'Show HTML as it was typed',
  description: 'Nothing in the text is HTML: “<em>” is shown as just that.',
  defaults: {},
  tip: () => 'HTML is shown as it is typed.',
  apply: escapeHtml,
});
