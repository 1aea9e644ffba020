import { headingLevel, tone } from './looks.ts';
import { element } from './define.ts';
import { oneOf, optional, type Shape, text, url } from './kinds.ts';

export const TextElement = element(
  'text',
  {
    description: 'A run of plain text, escaped.',
    example: { '#value': 'Less is <more>.' },
  },
  { '#value': text('The text.') },
);
export interface TextElement extends Shape<typeof TextElement> {}

export const MarkupElement = element(
  'markup',
  {
    description: 'Text of a text format: filtered and made safe by it.',
    example: { '#value': 'A <em>quiet</em> place.', '#format': 'filtered_html' },
  },
  {
    '#value': text('The text as it was entered.'),
    '#format': text('The machine name of the text format: `filtered_html`.'),
  },
);
export interface MarkupElement extends Shape<typeof MarkupElement> {}

export const CodeElement = element(
  'code',
  {
    description: 'Preformatted text, escaped.',
    example: { '#value': 'name = "Sea"', '#language': 'toml' },
  },
  {
    '#value': text('The text, with its line breaks.'),
    '#language': optional(text('What it is written in, for highlighting: `toml`.')),
  },
);
export interface CodeElement extends Shape<typeof CodeElement> {}

export const HeadingElement = element(
  'heading',
  {
    description: 'A heading.',
    example: { '#level': 2, '#value': 'The quiet hour', '#url': '/item/7' },
  },
  {
    '#level': headingLevel('1 is the title of the page, 6 the least.'),
    '#value': text('The text of the heading.'),
    '#url': optional(url('Where it leads.')),
  },
);
export interface HeadingElement extends Shape<typeof HeadingElement> {}

export const IconElement = element(
  'icon',
  {
    description: 'A sign of the Lucide set, as large as the text around it.',
    example: { '#name': 'circle-check', '#label': 'Done' },
  },
  {
    '#name': text('Its name in the set: `circle-check`.'),
    '#label': optional(text('Read out; without it the icon is decoration.')),
  },
);
export interface IconElement extends Shape<typeof IconElement> {}

export const TimeElement = element(
  'time',
  {
    description: 'A point in time, in the time zone and language of the reader.',
    example: { '#value': '2026-03-14T09:30:00Z', '#look': 'datetime' },
  },
  {
    '#value': text('The time as ISO 8601: `2026-03-14T09:30:00Z`.'),
    '#look': optional(
      oneOf(
        ['date', 'datetime', 'full', 'exact', 'relative'],
        '`exact` has seconds; `relative` is “3 minutes ago” with the date as title.',
        { default: 'date' },
      ),
    ),
  },
);
export interface TimeElement extends Shape<typeof TimeElement> {}

export const BadgeElement = element(
  'badge',
  {
    description: 'A state in a word.',
    example: { '#value': 'Published', '#tone': 'positive' },
  },
  {
    '#value': text('The word.'),
    '#tone': optional(tone('What kind of state it is.', { default: 'neutral' })),
  },
);
export interface BadgeElement extends Shape<typeof BadgeElement> {}

export const DifferenceElement = element(
  'difference',
  {
    description: 'Two texts compared word by word.',
    example: { '#before': 'On Monday at nine.', '#after': 'On Tuesday at nine.' },
  },
  { '#before': text('The older text.'), '#after': text('The newer text.') },
);
export interface DifferenceElement extends Shape<typeof DifferenceElement> {}
