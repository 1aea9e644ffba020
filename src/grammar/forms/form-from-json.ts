import { isObject } from '#base';
import { firstDifference } from '#grammar/taps';
import { type TObject, Type } from 'typebox';
import { addedProblem } from './check-form-element.ts';
import { ACTION, OWN } from './form-element-schemas.ts';
import type { FormTree } from './form.ts';

const action: TObject = Type.Object(
  { ...ACTION.properties, unvalidated: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
);

/** What the JSON of a whole form says. */
const tree = Type.Object(
  {
    elements: Type.Record(Type.String(), Type.Unknown()),
    actions: Type.Record(Type.String({ pattern: '^[a-z][a-z0-9_]{0,63}$' }), action, {
      additionalProperties: false,
    }),
    method: Type.Optional(Type.Enum(['get', 'post'])),
    warnOnLeave: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

/** A form of elements that need no functions, or where it is none: the first thing wrong. */
export function formFromJson(value: unknown): FormTree | { readonly problem: string } {
  const wrong = firstDifference(tree, value, '');
  if (wrong !== undefined) return { problem: wrong };
  const elements = isObject(value) && isObject(value['elements']) ? value['elements'] : {};
  for (const [name, element] of Object.entries(elements)) {
    const wrong = addedProblem(name, element, OWN);
    if (wrong !== undefined) return { problem: `/elements/${name}: ${wrong}` };
  }
  // It was checked against what a form of such elements may say.
  return value as FormTree;
}
