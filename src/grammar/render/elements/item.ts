import type { JsonObject } from '#base';
import { Type } from 'typebox';
import { element } from './define.ts';
import {
  anyElement,
  children,
  list,
  oneOf,
  optional,
  part,
  type Shape,
  text,
  url,
} from './kinds.ts';

const FIELD = {
  '#type': 'field',
  '#name': 'body',
  '#field_type': 'long_text',
  '#label': 'Body',
  '#label_display': 'hidden',
  '#items': [{ '#type': 'text', '#value': 'It was a quiet hour.' }],
};

export const ItemElement = element(
  'item',
  {
    description: 'One item in a view mode, through the theme’s `item` template.',
    example: {
      '#id': '0198c7a2-5b1e-7c44-9a53-2f6f0c1d7e90',
      '#bundle': 'article',
      '#view_mode': 'full',
      '#title': 'The quiet hour',
      '#url': '/item/0198c7a2-5b1e-7c44-9a53-2f6f0c1d7e90',
      '#published': true,
      '#author': { name: 'Ada' },
      '#created': '2026-03-14T09:30:00Z',
      '#children': { body: FIELD },
    },
  },
  {
    '#id': text('The id of the item.'),
    '#bundle': text('Its item type: `article`.'),
    '#view_mode': oneOf(['full', 'teaser'], 'The whole item, or what lists show of it.'),
    '#title': text('Its title.'),
    '#url': url('Where its page is.'),
    '#published': Type.Boolean({ description: 'Whether everybody may see it.' }),
    '#author': optional(
      part(
        { name: text('What people call them.'), url: optional(url('Their page.')) },
        { description: 'Who wrote it; missing where the type names nobody.' },
      ),
    ),
    '#created': text('When it was made, as ISO 8601.'),
    '#children': children('Its fields, and what is added to them.'),
  },
);
export interface ItemElement extends Shape<typeof ItemElement> {
  /** What plugins add for its template; the kernel alone sets it, so it is not in the schema. */
  readonly '#variables'?: JsonObject;
}

const { '#type': _type, ...example } = FIELD;

export const FieldElement = element(
  'field',
  {
    description: 'One field of an item, through the theme’s `field` template when it has one.',
    example,
  },
  {
    '#name': text('The machine name of the field: `body`.'),
    '#field_type': text('Its field type: `long_text`.'),
    '#label': text('What the field is called.'),
    '#label_display': oneOf(['above', 'inline', 'hidden'], 'Where the label stands.'),
    '#items': list(anyElement, 'One for each value.'),
  },
);
export interface FieldElement extends Shape<typeof FieldElement> {}
