import { type Argument, type Display, type Gather, sectionsOf } from '../definition/gather.ts';

/** Where any display can be looked at by itself, and its lookups ask. */
export function displayAddress(gather: string, display: string): string {
  return `/gather/${gather}/${display}`;
}

/** The path of a display with these arguments in it; undefined where one is missing. */
export function pathWith(
  path: string,
  given: { readonly [id: string]: string | undefined },
): string | undefined {
  let whole = true;
  const filled = path.replaceAll(/\{(\w+)\}/g, (_match, id: string) => {
    const value = given[id];
    if (!value) whole = false;
    return encodeURIComponent(value ?? '');
  });
  return whole ? filled : undefined;
}

/** A display that has an address of its own. */
export type DisplayAtPath = Extract<Display, { readonly path: string }>;

export function isAtPath(display: Display): display is DisplayAtPath {
  return 'path' in display;
}

/** The path without the arguments at its end that need not be said: `/talks` of `/talks/{topic}`. */
export function shorterPaths(path: string, taken: readonly Argument[]): readonly string[] {
  const [, before = '', id] = /^(.+)\/\{(\w+)\}$/.exec(path) ?? [];
  const argument = taken.find((one) => one.id === id);
  if (!argument || !['ignore', 'fixed'].includes(argument.missing.action)) return [];
  return [before, ...shorterPaths(before, taken)];
}

/** Where a display is with these arguments; undefined where it needs one that is not said. */
export function addressWith(
  gather: Gather,
  display: DisplayAtPath,
  given: { readonly [id: string]: string | undefined },
): string | undefined {
  const { arguments: taken } = sectionsOf(gather, display);
  return [display.path, ...shorterPaths(display.path, taken)]
    .map((path) => pathWith(path, given))
    .find((path) => path !== undefined);
}
