import type { Filter } from './filter.ts';
import { codeHighlight } from './filters/code-highlight.ts';
import { escape } from './filters/escape.ts';
import { imageCaptions } from './filters/image-captions.ts';
import { limitTags } from './filters/limit-tags.ts';
import { lineBreaks } from './filters/line-breaks.ts';
import { links } from './filters/links.ts';
import { tableOfContents } from './filters/table-of-contents.ts';

/** The filters that every site has, in the order in which they make sense. */
export const kernelFilters: readonly Filter[] = [
  escape,
  imageCaptions,
  lineBreaks,
  tableOfContents,
  links,
  codeHighlight,
  limitTags,
];

export function findFilter(name: string): Filter | undefined {
  return kernelFilters.find((filter) => filter.name === name);
}
