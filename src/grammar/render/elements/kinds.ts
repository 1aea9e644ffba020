import { type Static, type TObject, type TProperties, type TSchema, Type } from 'typebox';
import type { Children, Element } from './index.ts';

/** What the keys of elements may hold, each with what it means there. */

/** The type that a schema says, for values that nobody changes. */
export type Shape<Schema extends TSchema> = Readonly<Static<Schema>>;

/** The longest text of one key, in UTF-16 units. */
export const LONGEST_TEXT = 1_048_576;
const LONGEST_URL = 8192;

/** What schemas point to, of the one document that holds all of them. */
export const REFERENCES = {
  element: '#/$defs/element',
  attribute: '#/$defs/attribute',
  value: '#/$defs/value',
} as const;

export const optional = Type.Optional;

export function text(description: string) {
  return Type.String({ description, maxLength: LONGEST_TEXT });
}

/** An address: a path of this site, or one of the schemes http, https, mailto, tel. */
export function url(description: string) {
  return Type.String({ description, maxLength: LONGEST_URL, format: 'uri-reference' });
}

/** false when it is missing. */
export function flag(description: string) {
  return Type.Boolean({ description, default: false });
}

export function whole(
  description: string,
  limits: { minimum: number; maximum?: number; default?: number },
) {
  return Type.Integer({ description, ...limits });
}

export function number(description: string, more: { default?: number } = {}) {
  return Type.Number({ description, ...more });
}

export function oneOf<const Values extends readonly (string | number)[]>(
  values: Values,
  description: string,
  more: { default?: Values[number] } = {},
) {
  return Type.Unsafe<Values[number]>(Type.Enum([...values], { description, ...more }));
}

/** A part of an element: an object with these keys and no others. */
export function part<Keys extends TProperties>(keys: Keys, more: object = {}) {
  return Type.Unsafe<Shape<TObject<Keys>>>(
    Type.Object(keys, { ...more, additionalProperties: false }),
  );
}

export function list<Items extends TSchema>(items: Items, description: string) {
  return Type.Unsafe<readonly Static<Items>[]>(Type.Array(items, { description }));
}

export function child(description: string) {
  return Type.Unsafe<Element>({ $ref: REFERENCES.element, description });
}

export function children(description: string) {
  return Type.Unsafe<Children>({
    type: 'object',
    description,
    additionalProperties: { $ref: REFERENCES.element },
  });
}

/** Any element, as an entry of a list. */
export const anyElement = Type.Unsafe<Element>({ $ref: REFERENCES.element });
