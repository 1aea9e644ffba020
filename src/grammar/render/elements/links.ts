import { LOOKS } from './looks.ts';
import { element } from './define.ts';
import { flag, list, oneOf, optional, part, type Shape, text, url, whole } from './kinds.ts';

export const LinkElement = element(
  'link',
  {
    description: 'A link to a page of this site or another.',
    example: { '#url': '/item/7', '#value': 'The quiet hour', '#icon': 'file-text' },
  },
  {
    '#url': url('Where it leads.'),
    '#value': text('The text of the link.'),
    '#icon': optional(text('An icon of the Lucide set before the text.')),
    '#iconOnly': optional(flag('The icon is all one sees; the text is for screen readers.')),
    '#look': optional(
      oneOf(LOOKS, 'What it looks like; all but `link` are buttons.', { default: 'link' }),
    ),
  },
);
export interface LinkElement extends Shape<typeof LinkElement> {}

export const ImageElement = element(
  'image',
  {
    description: 'A picture.',
    example: { '#url': '/file/7/boats.jpg', '#alt': 'Two boats', '#width': 640, '#height': 400 },
  },
  {
    '#url': url('Where the picture is.'),
    '#alt': text('What one sees on it; empty when it is decoration.'),
    '#width': optional(whole('Pixels.', { minimum: 0 })),
    '#height': optional(whole('Pixels.', { minimum: 0 })),
  },
);
export interface ImageElement extends Shape<typeof ImageElement> {}

export const PagerElement = element(
  'pager',
  {
    description: 'Links to the pages of a long list; nothing when there is one page.',
    example: { '#page': 4, '#pages': 21, '#url': '/blog?sort=title' },
  },
  {
    '#page': whole('The page that is shown; the first is 0.', { minimum: 0 }),
    '#pages': whole('How many there are.', { minimum: 0, maximum: 1_000_000 }),
    '#url': url('Where the list is; `page=N` is added and the rest of the query kept.'),
    '#look': optional(
      oneOf(['full', 'mini'], '`mini` has no numbers: the page before, this one, the next.', {
        default: 'full',
      }),
    ),
  },
);
export interface PagerElement extends Shape<typeof PagerElement> {}

const step = { url: url('Where it leads.'), label: text('The text of the link.') };

export const BreadcrumbElement = element(
  'breadcrumb',
  {
    description: 'Where one is: the pages above this one.',
    example: { '#links': [{ url: '/blog', label: 'Blog' }] },
  },
  { '#links': list(part(step), 'From the outermost inwards.') },
);
export interface BreadcrumbElement extends Shape<typeof BreadcrumbElement> {}

export const TabsElement = element(
  'tabs',
  {
    description: 'Links between the views of one thing.',
    example: {
      '#label': 'This item',
      '#links': [
        { url: '/item/7', label: 'View', active: true },
        { url: '/item/7/edit', label: 'Edit' },
      ],
    },
  },
  {
    '#label': text('What they are views of, for screen readers.'),
    '#links': list(
      part({ ...step, active: optional(flag('Whether it is the one shown.')) }),
      'The views, in order.',
    ),
  },
);
export interface TabsElement extends Shape<typeof TabsElement> {}
