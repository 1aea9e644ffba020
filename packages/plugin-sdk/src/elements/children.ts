import type { Children, Element } from './elements.generated.ts';
import { text } from './text.ts';

/**
 * What may stand inside an element: an element, plain text, several elements by name so that other
 * plugins and themes find them, or nothing.
 */
export type Child = Element | Children | string | undefined | null | false;

/** Children in this order; those without names are called `c0`, `c1`, … by their place. */
export function childrenOf(given: readonly Child[]): Children {
  const named = given.flatMap((child, place): [string, Element][] => {
    if (child === undefined || child === null || child === false || child === '') return [];
    if (typeof child === 'string') return [[`c${place}`, text(child)]];
    return isElement(child) ? [[`c${place}`, child]] : Object.entries(child);
  });
  return Object.fromEntries(named);
}

export function isElement(child: Element | Children): child is Element {
  return typeof child['#type'] === 'string';
}
