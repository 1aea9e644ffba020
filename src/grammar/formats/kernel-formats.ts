import { escapeFilter, limitTagsFilter, lineBreaksFilter, linksFilter } from './filters.ts';
import type { AllowedTags } from './sanitise.ts';
import type { TextFormat } from './text-formats.ts';

const INLINE: AllowedTags = {
  a: ['href', 'title', 'hreflang', 'rel'],
  abbr: ['title'],
  b: [],
  br: [],
  cite: [],
  code: ['class'],
  del: [],
  em: [],
  i: [],
  ins: [],
  kbd: [],
  mark: [],
  q: ['cite'],
  s: [],
  small: [],
  span: ['lang', 'dir'],
  strong: [],
  sub: [],
  sup: [],
  u: [],
};

const BLOCKS: AllowedTags = {
  blockquote: ['cite'],
  dd: [],
  dl: [],
  dt: [],
  h2: ['id'],
  h3: ['id'],
  h4: ['id'],
  hr: [],
  li: ['value'],
  ol: ['start', 'reversed', 'type'],
  p: ['lang', 'dir'],
  pre: [],
  ul: [],
};

const RICH: AllowedTags = {
  caption: [],
  col: ['span'],
  colgroup: ['span'],
  details: ['open'],
  div: ['lang', 'dir'],
  figcaption: [],
  figure: [],
  h5: ['id'],
  h6: ['id'],
  img: ['src', 'alt', 'title', 'width', 'height', 'loading'],
  summary: [],
  table: [],
  tbody: [],
  td: ['colspan', 'rowspan', 'headers'],
  tfoot: [],
  th: ['colspan', 'rowspan', 'scope', 'id'],
  thead: [],
  time: ['datetime'],
  tr: [],
  video: ['src', 'controls', 'width', 'height', 'poster'],
  audio: ['src', 'controls'],
};

/** The formats that every site has, in the order in which they are offered. */
export const kernelFormats: readonly TextFormat[] = [
  {
    name: 'filtered_html',
    label: 'Filtered HTML',
    filters: [lineBreaksFilter(), linksFilter(), limitTagsFilter({ ...INLINE, ...BLOCKS })],
  },
  {
    name: 'full_html',
    label: 'Full HTML',
    filters: [limitTagsFilter({ ...INLINE, ...BLOCKS, ...RICH })],
  },
  {
    name: 'plain_text',
    label: 'Plain text',
    forEverybody: true,
    filters: [
      escapeFilter(),
      lineBreaksFilter(),
      linksFilter(),
      limitTagsFilter({ p: [], br: [], a: ['href', 'rel'] }),
    ],
  },
];
