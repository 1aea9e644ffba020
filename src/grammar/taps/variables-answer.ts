import type { JsonObject } from '#base';
import { Type } from 'typebox';
import { answerOf } from './tap.ts';

const variables = Type.Record(Type.String({ pattern: '^[a-z][a-z0-9_]{0,63}$' }), Type.Unknown(), {
  description: 'Names as templates write them: `reading_minutes`.',
  additionalProperties: false,
});

/** For taps that add variables to a template: `{ "variables": { "minutes": 3 } }`. */
export const variablesAnswer = answerOf(
  Type.Unsafe<{ readonly variables: JsonObject }>(
    Type.Object({ variables }, { additionalProperties: false }),
  ),
);
