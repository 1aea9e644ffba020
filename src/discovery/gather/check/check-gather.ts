import { type Problem, pointer } from '#base';
import type { Base, Catalogue } from '../catalogue/catalogue.ts';
import { type Display, type Gather, sectionsOf } from '../definition/gather.ts';
import { checkSections, type PlaceOf, refuseTwice } from './check-sections.ts';
import { knownColumns } from './known-columns.ts';

/**
 * What is wrong with a definition by what the catalogue has; its shape was checked before. The
 * pointers name the section where it was said: the shared one, or that of a display.
 */
export function checkGather(catalogue: Catalogue, gather: Gather): readonly Problem[] {
  const base = catalogue.findBase(gather.base);
  if (!base) {
    const message = `There is nothing to list that is called “${gather.base}”.`;
    return [{ pointer: '/base', code: 'unknown_base', message }];
  }
  const problems = [
    ...checkSections(catalogue, base, gather.defaults, (section) => `/defaults/${section}`),
  ];
  refuseTwice(
    gather.displays,
    ({ id }) => id,
    (i) => `/displays/${i}/id`,
    (at, code, message) => problems.push({ pointer: at, code, message }),
  );
  for (const [i, display] of gather.displays.entries())
    problems.push(...checkDisplay(catalogue, base, gather, display, pointer('displays', i)));
  // What is shared is checked with each display: one may replace what another part needs.
  const once = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...once.values()];
}

function checkDisplay(
  catalogue: Catalogue,
  base: Base,
  gather: Gather,
  display: Display,
  at: string,
): readonly Problem[] {
  const sections = sectionsOf(gather, display);
  const placeOf: PlaceOf = (section) =>
    display.overrides[section] === undefined
      ? `/defaults/${section}`
      : `${at}/overrides/${section}`;
  const problems = [...checkSections(catalogue, base, sections, placeOf)];
  const tell = (part: string, code: string, message: string) =>
    problems.push({ pointer: `${at}/${part}`, code, message });
  if ('path' in display) {
    for (const id of placeholdersOf(display.path))
      if (!sections.arguments.some((argument) => argument.id === id))
        tell('path', 'unknown_argument', `“{${id}}” is no argument of the listing.`);
  }
  if (display.kind === 'attachment') {
    for (const [i, id] of display.to.entries())
      if (!gather.displays.some((other) => other.id === id && other.kind !== 'attachment'))
        tell(`to/${i}`, 'unknown_display', `There is no display “${id}” to stand with.`);
  }
  if (display.kind === 'calendar') {
    const known = knownColumns(catalogue, base, sections.relationships, () => undefined);
    const when = known.find(display.when);
    if (when?.kind !== 'date' && when?.kind !== 'time')
      tell('when', 'unknown_column', 'Expected a column with a date or a time.');
    if (display.place && !known.find(display.place)?.shown)
      tell('place', 'unknown_column', 'Expected a column that can be shown.');
  }
  return problems;
}

/** The arguments that a path names, in order. */
export function placeholdersOf(path: string): readonly string[] {
  return [...path.matchAll(/\{([^}]*)\}/g)].map(([, id = '']) => id);
}
