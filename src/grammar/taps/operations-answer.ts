import type { Operation } from '#base';
import { Type } from 'typebox';
import { answerOf } from './tap.ts';

const path = Type.String({
  maxLength: 1_000,
  description: 'A JSON pointer into what the tap was given, e.g. `/#children/body/#label`.',
});

const operations = Type.Array(
  Type.Union([
    Type.Object(
      { op: Type.Enum(['set', 'add']), path, value: Type.Unknown() },
      { additionalProperties: false },
    ),
    Type.Object({ op: Type.Literal('remove'), path }, { additionalProperties: false }),
    Type.Object(
      { op: Type.Literal('reorder'), path, order: Type.Array(Type.String(), { maxItems: 1_000 }) },
      { additionalProperties: false },
    ),
  ]),
  { maxItems: 1_000 },
);

/** For taps that are answered with changes: a list of operations. */
export const operationsAnswer = answerOf(Type.Unsafe<readonly Operation[]>(operations));
