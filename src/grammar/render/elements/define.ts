import { type TProperties, Type } from 'typebox';
import { common } from './every-element.ts';

/** One type of element: what it is, an example, and its keys besides those that all have. */
export function element<Name extends string, Own extends TProperties>(
  type: Name,
  about: { readonly description: string; readonly example: object },
  own: Own,
) {
  return Type.Object(
    { '#type': Type.Literal(type), ...own, ...common },
    {
      description: about.description,
      examples: [{ '#type': type, ...about.example }],
      additionalProperties: false,
    },
  );
}
