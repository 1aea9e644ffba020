import type { JsonObject } from '#base';
import { Type } from 'typebox';
import { element } from './define.ts';
import { children, optional, REFERENCES, type Shape, text } from './kinds.ts';

export const ComponentElement = element(
  'component',
  {
    description:
      'A component that the theme in use declares, through its template `component--NAME`. What themes say of theirs is in [themes](themes.md); one that the theme does not have, or with other values, is left out.',
    example: {
      '#component': 'pull_quote',
      '#values': { quote: 'It is the ear that commands the story.', large: true },
    },
  },
  {
    '#component': text('Its name: `pull_quote`.'),
    '#values': Type.Unsafe<JsonObject>({
      type: 'object',
      description: 'What the theme says that the component takes, by name; text is escaped.',
      additionalProperties: { $ref: REFERENCES.value },
    }),
    '#children': optional(children('What stands where its template says `content`.')),
  },
);
export interface ComponentElement extends Shape<typeof ComponentElement> {}
