import { element } from './define.ts';
import { child, children, flag, list, oneOf, optional, type Shape, text, url } from './kinds.ts';

/** Forms, at the level of HTML. `grammar/forms` makes these from form definitions. */

const INPUT = { '#type': 'input', '#input': 'search', '#name': 'words' };

export const FormTreeElement = element(
  'form',
  {
    description: 'What is around the controls of a form.',
    example: { '#action': '/search', '#method': 'get', '#children': { words: INPUT } },
  },
  {
    '#action': url('Where it is sent.'),
    '#method': oneOf(['get', 'post'], 'How it is sent.'),
    '#multipart': optional(flag('It sends files.')),
    '#children': children('Its controls.'),
  },
);
export interface FormTreeElement extends Shape<typeof FormTreeElement> {}

export const FormItemElement = element(
  'form_item',
  {
    description:
      'A label, its control, the help and what is wrong with it, tied together for screen readers: the help has the id `{for}-help` and the problems `{for}-problem`, which the control names in `aria-describedby`.',
    example: {
      '#for': 'seats',
      '#label': 'Seats',
      '#help': 'How many people there is room for.',
      '#control': { '#type': 'input', '#input': 'number', '#name': 'seats', '#value': '120' },
    },
  },
  {
    '#for': text('The id of the control.'),
    '#label': text('What is to be entered.'),
    '#label_hidden': optional(flag('The label is for screen readers only.')),
    '#help': optional(text('A sentence below the label.')),
    '#required': optional(flag('Must be entered.')),
    '#problems': optional(list(text('A sentence.'), 'What is wrong with what was entered.')),
    '#control': child('What takes the value.'),
    '#label_after': optional(flag('The label stands beside a checkbox or switch.')),
  },
);
export interface FormItemElement extends Shape<typeof FormItemElement> {}

export const FieldsetElement = element(
  'fieldset',
  {
    description:
      'Several controls under one legend. Its own id is in `#attributes`; help and problems have the ids `{id}-help` and `{id}-problem`.',
    example: {
      '#legend': 'When',
      '#attributes': { id: 'when' },
      '#children': { from: { '#type': 'input', '#input': 'date', '#name': 'from' } },
    },
  },
  {
    '#legend': text('What the controls are about.'),
    '#legend_hidden': optional(flag('The legend is for screen readers only.')),
    '#help': optional(text('A sentence below the legend.')),
    '#required': optional(flag('Must be entered.')),
    '#problems': optional(list(text('A sentence.'), 'What is wrong with what was entered.')),
    '#children': children('The controls.'),
  },
);
export interface FieldsetElement extends Shape<typeof FieldsetElement> {}
