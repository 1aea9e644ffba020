import { headingLevel, tone } from './looks.ts';
import { element } from './define.ts';
import { children, number, optional, type Shape, text, url } from './kinds.ts';

export const NoticeElement = element(
  'notice',
  {
    description: 'Says what happened, or what to know.',
    example: { '#tone': 'caution', '#value': 'Comments close tomorrow.' },
  },
  {
    '#tone': tone('What kind of message it is.'),
    '#value': text('The message: a sentence.'),
    '#children': optional(children('What one can do about it.')),
  },
);
export interface NoticeElement extends Shape<typeof NoticeElement> {}

export const EmptyStateElement = element(
  'empty_state',
  {
    description: 'Stands where a list would be: “No items yet.”, with what to do about it.',
    example: {
      '#icon': 'inbox',
      '#title': 'No talks yet',
      '#value': 'Talks that people propose are listed here.',
      '#children': {
        add: { '#type': 'link', '#url': '/item/add/talk', '#value': 'Add one', '#look': 'primary' },
      },
    },
  },
  {
    '#icon': optional(text('An icon of the Lucide set.')),
    '#title': text('What there is none of.'),
    '#value': text('What would be here.'),
    '#children': optional(children('What one can do about it.')),
  },
);
export interface EmptyStateElement extends Shape<typeof EmptyStateElement> {}

export const CardElement = element(
  'card',
  {
    description: 'A thing among others of its kind, in a frame.',
    example: {
      '#title': 'Article',
      '#url': '/item/add/article',
      '#children': { about: { '#type': 'text', '#value': 'Content with an author and a date.' } },
    },
  },
  {
    '#title': optional(text('What it is.')),
    '#level': optional(headingLevel('Of the heading that the title is.', { default: 3 })),
    '#url': optional(url('Where the title leads.')),
    '#children': children('What stands below the title.'),
  },
);
export interface CardElement extends Shape<typeof CardElement> {}

export const ProgressElement = element(
  'progress',
  {
    description: 'How far something is.',
    example: { '#label': 'Import', '#value': 30, '#max': 120 },
  },
  {
    '#label': text('What is going on.'),
    '#value': optional(number('How far it is; missing: nobody knows.')),
    '#max': optional(number('What `#value` is when all is done.', { default: 100 })),
  },
);
export interface ProgressElement extends Shape<typeof ProgressElement> {}
