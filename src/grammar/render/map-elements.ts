import type { Element } from './elements/index.ts';

const NOTHING: Element = { '#type': 'text', '#value': '' };

/**
 * The tree with each element replaced by what `change` makes of it, the outermost first, and what
 * stands inside of that likewise. undefined leaves an element out.
 */
export function mapElements(
  element: Element,
  change: (element: Element) => Element | undefined,
): Element {
  const changed = change(element) ?? NOTHING;
  // The shape stays: only elements are replaced, and by elements.
  return inside(changed, change) as Element;
}

function inside(node: object, change: (element: Element) => Element | undefined): object {
  const entries = Object.entries(node).map(([key, value]: [string, unknown]) => {
    if (typeof value !== 'object' || value === null) return [key, value];
    if (key === '#children') return [key, membersOf(value, change)];
    return [key, isElement(value) ? mapElements(value, change) : inArray(value, change)];
  });
  return Object.fromEntries(entries) as object;
}

/** Named children that are left out leave nothing behind. */
function membersOf(children: object, change: (element: Element) => Element | undefined): object {
  const kept = Object.entries(children).flatMap(([name, child]: [string, unknown]) => {
    if (!isElement(child)) return [];
    const changed = change(child);
    return changed === undefined ? [] : [[name, inside(changed, change)] as const];
  });
  return Object.fromEntries(kept);
}

/** Lists, rows of tables and their cells keep their places. */
function inArray(value: object, change: (element: Element) => Element | undefined): unknown {
  if (isElement(value)) return mapElements(value, change);
  if (Array.isArray(value)) {
    return value.map((one: unknown) =>
      typeof one === 'object' && one !== null ? inArray(one, change) : one,
    );
  }
  return inside(value, change);
}

function isElement(value: unknown): value is Element {
  return (
    typeof value === 'object' &&
    value !== null &&
    '#type' in value &&
    typeof value['#type'] === 'string'
  );
}
