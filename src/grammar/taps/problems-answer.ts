import type { Problem } from '#base';
import { Type } from 'typebox';
import { answerOf } from './tap.ts';

/** For taps that say what is wrong: a list of problems, each with a pointer, a code and a sentence. */
export const problemsAnswer = answerOf(
  Type.Unsafe<readonly Problem[]>(
    Type.Array(
      Type.Object({
        pointer: Type.String({ maxLength: 1_000 }),
        code: Type.String({ maxLength: 100 }),
        message: Type.String({ minLength: 1, maxLength: 1_000 }),
      }),
      { maxItems: 100 },
    ),
  ),
);
