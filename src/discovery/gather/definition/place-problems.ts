import { pointer, type Problem } from '#base';
import { pathsMeet } from '#grammar/routes';
import type { Display, Gather } from './gather.ts';

/** Where else something is shown. */
export interface TakenPlaces {
  /** Addresses of the site and of plugins; a `*` at the end is all that begins so. */
  readonly paths: readonly string[];
  readonly gathers: readonly Gather[];
}

/**
 * What is wrong with where displays stand: addresses that something has already. Of two listings
 * `/talks/new` and `/talks/{topic}` are fine: the one that says more is taken first.
 */
export function placeProblems(gather: Gather, taken: TakenPlaces): readonly Problem[] {
  const others = new Map(
    taken.gathers.flatMap((other) =>
      pathsOf(other.displays).map(({ path }) => [formOf(path), other.label]),
    ),
  );
  const own = new Map<string, string>();
  return gather.displays.flatMap((display, at): readonly Problem[] => {
    if (!('path' in display)) return [];
    const { path, label, id } = display;
    const listing = others.get(formOf(path));
    const sibling = own.get(formOf(path));
    own.set(formOf(path), label || id);
    const why = path.startsWith('/{')
      ? 'An address must not begin with a placeholder: it would be every address.'
      : taken.paths.some((one) => pathsMeet(one, path))
        ? `${path} is an address of the site already.`
        : sibling !== undefined
          ? `${path} is the address of the display “${sibling}” already.`
          : listing !== undefined
            ? `${path} is an address of the gather “${listing}” already.`
            : undefined;
    if (why === undefined) return [];
    return [{ pointer: pointer('displays', at, 'path'), code: 'taken', message: why }];
  });
}

/** The displays that have an address of their own. */
export function pathsOf(
  displays: readonly Display[],
): readonly Extract<Display, { readonly path: string }>[] {
  return displays.filter((display) => 'path' in display);
}

/** Whatever its placeholders are called. */
function formOf(path: string): string {
  return path.replace(/\{[^}]*\}/g, '{}');
}
