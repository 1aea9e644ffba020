import type { Problem } from '#base';
import type { FormValues } from '#grammar/forms';
import { type BuilderView, builderView } from './builder-view.ts';
import { BUILDER_SECTIONS } from './builder-sections.ts';
import { enteredDisplay } from './display-elements.ts';
import { isOn, textIn } from './entered.ts';
import { placeInWords } from './gather-frame.ts';
import { enteredRelationships } from './relationship-rows.ts';
import { sectionOwner } from './section-owner.ts';

/** A definition as it was entered, of any shape, and where in the form its parts stand. */
export interface EnteredGather {
  readonly input: { readonly [part: string]: unknown };
  /** A problem of the definition as one of the form. */
  place(problem: Problem): Problem;
}

/** The view with the connections as they were entered, so that their columns are offered. */
export function viewOfValues(given: BuilderView, values: FormValues): BuilderView {
  const view = { ...given, entered: values };
  if (!isOwn(view, values, 'relationships')) return view;
  const relationships = enteredRelationships(view, values, { at: '', places: new Map() });
  const sections = { ...view.sections, relationships: asRelationships(relationships) };
  const { display, gather } = view;
  const changed = display
    ? {
        ...gather,
        displays: gather.displays.map((one) =>
          one.id === display.id
            ? { ...one, overrides: { ...one.overrides, relationships: sections.relationships } }
            : one,
        ),
      }
    : { ...gather, defaults: sections };
  return builderView({ ...view, gather: changed }, display?.id);
}

export function readBuilder(given: BuilderView, values: FormValues): EnteredGather {
  const view = viewOfValues(given, values);
  const { gather, display } = given;
  const index = display ? gather.displays.indexOf(display) : -1;
  const at = display ? `/displays/${index}/overrides` : '/defaults';
  const places = new Map([
    ['/label', '/label'],
    ['/description', '/description'],
    [`/displays/${index}`, '/display'],
  ]);
  for (const part of ['path', 'title', 'menu', 'to', 'when', 'place', 'places']) {
    places.set(`/displays/${index}/${part}`, `/display/${part}`);
  }
  const read = Object.assign(
    {},
    ...BUILDER_SECTIONS.map((section) =>
      isOwn(given, values, section.name) ? section.read(view, values, at, places) : {},
    ),
  ) as object;
  const input = display
    ? {
        ...gather,
        displays: gather.displays.map((one) =>
          one === display ? { ...enteredDisplay(display, values), overrides: read } : one,
        ),
      }
    : {
        ...gather,
        label: textIn(values, 'label'),
        description: textIn(values, 'description'),
        defaults: read,
      };
  return { input, place: (problem) => placed(problem, places) };
}

/** Whether the section is said here: always of what is shared, of a display where it has its own. */
function isOwn({ display }: BuilderView, values: FormValues, section: string): boolean {
  return display === undefined || isOn(values, sectionOwner(section));
}

function placed(problem: Problem, places: ReadonlyMap<string, string>): Problem {
  const [found] = [...places.keys()]
    .filter((at) => problem.pointer === at || problem.pointer.startsWith(`${at}/`))
    .sort((a, b) => b.length - a.length);
  const place = found === undefined ? undefined : places.get(found);
  if (place !== undefined) return { ...problem, pointer: place };
  const message = `${placeInWords(problem.pointer)}: ${problem.message}`;
  return { ...problem, pointer: '', message };
}

/** What `enteredRelationships` made, as far as it is complete. */
function asRelationships(entered: readonly object[]): BuilderView['sections']['relationships'] {
  return entered as BuilderView['sections']['relationships'];
}
