import type { Children, Element } from './elements/index.ts';
import type { FormElement } from './forms/index.ts';
import type { Json } from './json.ts';

/** One change of what a tap was given. All of them are done in order, after those of plugins before. */
export type Operation =
  | { readonly op: 'set' | 'add'; readonly path: string; readonly value: Json }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'reorder'; readonly path: string; readonly order: readonly string[] };

/** What a tap that alters may answer: one change, or several in arrays, however deep. */
export type Operations = Operation | readonly Operations[];

/** Them all, one after the other. */
export function inOneList(operations: Operations): readonly Operation[] {
  return 'op' in operations ? [operations] : operations.flatMap(inOneList);
}

/** Where something stands: the keys that lead to it, from the outermost inwards. */
export type Path = readonly (string | number)[];

/** What can be put somewhere. */
type Value = Json | Element | Children | FormElement;

/** The way to an element by the names of the children: `child('body', 'intro')`. */
export function child(...names: readonly string[]): Path {
  return names.flatMap((name) => ['#children', name]);
}

/** Puts `value` there, whatever was there before. */
export function set(path: Path, value: Value): Operation {
  return { op: 'set', path: pointer(path), value: json(value) };
}

/** Puts `value` where nothing is yet; in an array before that place, `-` at its end. */
export function add(path: Path, value: Value): Operation {
  return { op: 'add', path: pointer(path), value: json(value) };
}

export function remove(path: Path): Operation {
  return { op: 'remove', path: pointer(path) };
}

/** Puts the members of the object there into this order; those not named follow in theirs. */
export function reorder(path: Path, order: readonly string[]): Operation {
  return { op: 'reorder', path: pointer(path), order };
}

/**
 * Adds an element to the children of `parent` before its child `before`; last when there is no
 * such child. `to` is where `parent` stands, when it is not the whole that the tap was given.
 */
export function insertBefore(
  parent: { readonly '#children': Children },
  before: string,
  name: string,
  inserted: Element,
  to: Path = [],
): readonly Operation[] {
  const names = inOrder(parent['#children']);
  const adding = add([...to, '#children', name], inserted);
  const place = names.indexOf(before);
  if (place === -1) return [adding];
  return [adding, reorder([...to, '#children'], names.toSpliced(place, 0, name))];
}

/** Names as they are drawn: by weight, then as they stand. */
function inOrder(children: Children): readonly string[] {
  return Object.entries(children)
    .toSorted(([, a], [, b]) => (a['#weight'] ?? 0) - (b['#weight'] ?? 0))
    .map(([name]) => name);
}

function pointer(path: Path): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function json(value: Value): Json {
  // Elements are JSON, which their types do not say.
  return value as Json;
}
