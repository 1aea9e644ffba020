import { LOOKS } from './looks.ts';
import { element } from './define.ts';
import { flag, list, oneOf, optional, part, type Shape, text, whole } from './kinds.ts';

const INPUTS = [
  'text',
  'email',
  'url',
  'tel',
  'search',
  'password',
  'number',
  'date',
  'datetime-local',
  'checkbox',
  'radio',
  'file',
  'hidden',
  'color',
] as const;

export const InputElement = element(
  'input',
  {
    description: 'A control for one value.',
    example: { '#input': 'email', '#name': 'mail', '#attributes': { autocomplete: 'email' } },
  },
  {
    '#input': oneOf(INPUTS, 'What it takes, as in HTML.'),
    '#name': text('The name of the value.'),
    '#value': optional(text('What it holds; never shown for passwords and files.')),
    '#checked': optional(flag('A box or button that is on.')),
    '#switch': optional(flag('A checkbox that looks like a switch.')),
  },
);
export interface InputElement extends Shape<typeof InputElement> {}

export const TextareaElement = element(
  'textarea',
  {
    description: 'A control for text of several lines.',
    example: { '#name': 'summary', '#value': 'Two or three sentences.', '#rows': 3 },
  },
  {
    '#name': text('The name of the value.'),
    '#value': text('What it holds.'),
    '#rows': optional(whole('How many lines one sees.', { minimum: 1, default: 5 })),
  },
);
export interface TextareaElement extends Shape<typeof TextareaElement> {}

export const SelectElement = element(
  'select',
  {
    description: 'A control for a choice among options.',
    example: {
      '#name': 'type',
      '#options': [
        { value: 'article', label: 'Article', selected: true },
        { value: 'talk', label: 'Talk', group: 'Conferences' },
      ],
    },
  },
  {
    '#name': text('The name of the value.'),
    '#multiple': optional(flag('Several may be chosen.')),
    '#options': list(
      part({
        value: text('What is sent.'),
        label: text('What one reads.'),
        selected: optional(flag('It is chosen.')),
        group: optional(text('A heading over it and its neighbours of the same group.')),
      }),
      'What there is to choose from, in order.',
    ),
  },
);
export interface SelectElement extends Shape<typeof SelectElement> {}

export const ButtonElement = element(
  'button',
  {
    description: 'A button.',
    example: { '#value': 'Publish', '#look': 'primary', '#icon': 'check' },
  },
  {
    '#value': text('The text on it.'),
    '#name': optional(text('The name of the value that it sends.')),
    '#submits': optional(text('The value that it sends; missing: the text on it.')),
    '#kind': optional(
      oneOf(['submit', 'button', 'reset'], 'What it does to its form.', { default: 'submit' }),
    ),
    '#look': optional(oneOf(LOOKS, 'What it looks like.', { default: 'secondary' })),
    '#icon': optional(text('An icon of the Lucide set before the text.')),
    '#iconOnly': optional(flag('The icon is all one sees; the text is for screen readers.')),
  },
);
export interface ButtonElement extends Shape<typeof ButtonElement> {}
