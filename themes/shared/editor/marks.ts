import { Mark } from '@tiptap/core';
import { Bold } from '@tiptap/extension-bold';
import { Code } from '@tiptap/extension-code';
import { Italic } from '@tiptap/extension-italic';
import { Strike } from '@tiptap/extension-strike';
import { isLinkAddress } from './addresses.ts';
import type { AllowedTags } from './allowed-tags.ts';

/** A mark and the tags that it is written with. */
export interface KeptMark {
  readonly mark: Mark;
  readonly tags: readonly string[];
}

/** Tags inside lines that no button makes, and that stay where somebody wrote them. */
const OTHERS = 'abbr cite dfn ins kbd mark q samp small span sub sup time u var'.split(' ');

/** The marks that the format allows. */
export function marksFor(allowed: AllowedTags): readonly KeptMark[] {
  return [
    ...(allowed.get('a')?.includes('href') ? [{ mark: link, tags: ['a'] }] : []),
    ...written(Bold, ['strong', 'b'], allowed),
    ...written(Italic, ['em', 'i'], allowed),
    ...written(Strike, ['s', 'del'], allowed),
    // What is code may be a link, or bold, all the same.
    ...(allowed.has('code') ? [{ mark: Code.extend({ excludes: '' }), tags: ['code'] }] : []),
    ...OTHERS.filter((tag) => allowed.has(tag)).map((tag) => ({ mark: plain(tag), tags: [tag] })),
  ];
}

const link = Mark.create({
  name: 'link',
  priority: 1000,
  inclusive: false,
  keepOnSplit: false,
  parseHTML: () => [
    {
      tag: 'a[href]',
      getAttrs: (element) => isLinkAddress(element.getAttribute('href') ?? '') && null,
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ['a', HTMLAttributes, 0],
});

/** A mark for which HTML has several tags: each text keeps its own, new ones get the first. */
function written(mark: Mark, names: readonly string[], allowed: AllowedTags): readonly KeptMark[] {
  const tags = names.filter((name) => allowed.has(name));
  const [first] = tags;
  if (first === undefined) return [];
  const own = mark.extend({
    addAttributes: () => ({
      tag: {
        default: first,
        rendered: false,
        parseHTML: ({ localName }: HTMLElement) => (tags.includes(localName) ? localName : first),
      },
    }),
    renderHTML: ({ mark: { attrs }, HTMLAttributes }) => [String(attrs['tag']), HTMLAttributes, 0],
  });
  return [{ mark: own, tags }];
}

function plain(tag: string): Mark {
  return Mark.create({
    name: tag,
    // Without attributes it says nothing.
    parseHTML: () => [
      {
        tag,
        getAttrs: (element) => (tag === 'span' && element.attributes.length === 0 ? false : null),
      },
    ],
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
  });
}
