import type { Element, ElementType } from './elements.generated.ts';

export type ElementOf<Type extends ElementType> = Extract<Element, { readonly '#type': Type }>;

type OwnKey<Key> = Key extends `#${infer Name}` ? (Name extends 'type' ? never : Name) : never;

/** The keys of an element without the sign before them: `value` for `#value`. */
export type KeysOf<Type extends ElementType> = {
  readonly [Key in keyof ElementOf<Type> as OwnKey<Key>]: ElementOf<Type>[Key];
};

/**
 * An element of any type, with its keys by their names without `#`:
 * `element('progress', { label: 'Import', value: 30, max: 120 })`.
 */
export function element<Type extends ElementType>(type: Type, keys: KeysOf<Type>): ElementOf<Type> {
  const named = Object.entries(keys).map(([key, value]): [string, unknown] => [`#${key}`, value]);
  const made: unknown = Object.fromEntries([['#type', type], ...named]);
  // The keys were those of the type, so this is one.
  return made as ElementOf<Type>;
}
