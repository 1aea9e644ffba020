/** Tags with the attributes of each. */
export interface AllowedTags {
  readonly [tag: string]: readonly string[];
}

/** Attributes that every tag may have. */
const EVERYWHERE = ['id', 'lang', 'dir', 'title'];

/** Tags and attributes that do no harm: more than these no format can allow. */
export const SAFE_TAGS: AllowedTags = everywhere({
  a: ['href', 'hreflang', 'rel'],
  abbr: [],
  audio: ['src', 'controls'],
  b: [],
  blockquote: ['cite'],
  br: [],
  caption: [],
  cite: [],
  code: ['class'],
  col: ['span'],
  colgroup: ['span'],
  dd: [],
  del: ['cite', 'datetime'],
  details: ['open'],
  dfn: [],
  div: [],
  dl: [],
  dt: [],
  em: [],
  figcaption: [],
  figure: [],
  h2: [],
  h3: [],
  h4: [],
  h5: [],
  h6: [],
  hr: [],
  i: [],
  img: ['src', 'alt', 'width', 'height', 'loading'],
  ins: ['cite', 'datetime'],
  kbd: [],
  li: ['value'],
  mark: [],
  ol: ['start', 'reversed', 'type'],
  p: [],
  pre: [],
  q: ['cite'],
  s: [],
  samp: [],
  small: [],
  span: [],
  strong: [],
  sub: [],
  summary: [],
  sup: [],
  table: [],
  tbody: [],
  td: ['colspan', 'rowspan', 'headers'],
  tfoot: [],
  th: ['colspan', 'rowspan', 'headers', 'scope'],
  thead: [],
  time: ['datetime'],
  tr: [],
  u: [],
  ul: [],
  var: [],
  video: ['src', 'controls', 'width', 'height', 'poster'],
  wbr: [],
});

function everywhere(tags: AllowedTags): AllowedTags {
  return Object.fromEntries(
    Object.entries(tags).map(([tag, names]) => [tag, [...names, ...EVERYWHERE]]),
  );
}

/** All that any of `lists` allows. */
export function together(lists: readonly AllowedTags[]): AllowedTags {
  const all = new Map<string, Set<string>>();
  for (const [tag, names] of lists.flatMap((list) => Object.entries(list))) {
    all.set(tag, new Set([...(all.get(tag) ?? []), ...names]));
  }
  return Object.fromEntries([...all].map(([tag, names]) => [tag, [...names]]));
}
