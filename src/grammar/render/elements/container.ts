import { element } from './define.ts';
import { children, oneOf, optional, type Shape } from './kinds.ts';

/** The tags that a container may be. */
const TAGS = [
  'div',
  'section',
  'article',
  'aside',
  'header',
  'footer',
  'nav',
  'main',
  'p',
  'span',
  'ul',
  'ol',
  'li',
  'dl',
  'dt',
  'dd',
  'figure',
  'figcaption',
  'blockquote',
  'details',
  'summary',
  'dialog',
  'output',
  'strong',
  'em',
  'del',
  'ins',
  'mark',
  'small',
  'kbd',
] as const;
export type ContainerTag = (typeof TAGS)[number];

export const ContainerElement = element(
  'container',
  {
    description: 'A tag around other elements.',
    example: {
      '#tag': 'p',
      '#attributes': { class: 'muted' },
      '#children': {
        before: { '#type': 'text', '#value': 'Written by ' },
        who: { '#type': 'link', '#url': '/user/7', '#value': 'Ada' },
      },
    },
  },
  {
    '#tag': optional(oneOf(TAGS, 'The HTML tag.', { default: 'div' })),
    '#children': children('What stands inside, by name.'),
  },
);
export interface ContainerElement extends Shape<typeof ContainerElement> {}
