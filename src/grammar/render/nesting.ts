import type { ContainerTag } from './elements/index.ts';

/*
 * Browsers do not take every nesting of tags as it is written: they end a paragraph where a block
 * begins and a list item where another does, and drop a form inside a form. What follows would
 * then stand elsewhere than the tree says. So what HTML does not know is drawn as something it
 * knows, and the page is always read as it was drawn.
 */

/** In what a container stands; `page` is a whole tree, of which nothing more is known. */
export type Within = 'page' | 'list' | 'terms' | 'group of terms' | 'element';

/**
 * What a container is drawn as: an `li` that is not directly in a list is a `div`, and so is a `dt`
 * or `dd` outside a `dl` (with or without a `div` between).
 */
export function tagWithin(tag: ContainerTag, within: Within): ContainerTag {
  if (within === 'page') return tag;
  if (tag === 'li') return within === 'list' ? 'li' : 'div';
  if (tag === 'dt' || tag === 'dd') return within.endsWith('terms') ? tag : 'div';
  return tag;
}

/** In what the children of a container stand. */
export function withinTag(tag: ContainerTag, within: Within): Within {
  if (tag === 'ul' || tag === 'ol') return 'list';
  if (tag === 'dl') return 'terms';
  return tag === 'div' && within === 'terms' ? 'group of terms' : 'element';
}

const BLOCK = new RegExp(
  `<(?:${[
    'address article aside blockquote center details dialog dir div dl fieldset figcaption figure',
    'footer form h[1-6] header hgroup hr li listing main menu nav ol p plaintext pre search section',
    'summary table ul xmp dd dt',
  ]
    .join(' ')
    .replaceAll(' ', '|')})[\\s/>]`,
  'i',
);

/** Whether a `p` would end inside `html`; it is drawn as a `div` then. */
export function endsParagraph(html: string): boolean {
  return BLOCK.test(html);
}
