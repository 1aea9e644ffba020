import { isObject, nested, type Problem } from '#base';
import type { ChosenWay, SettingsDefinition } from '#grammar/fields';
import type { FormElement, FormElements, FormValues, GroupFormElement } from '#grammar/forms';
import { enteredText } from './entered-text.ts';

/** Widgets or formatters by name: the ways in which a field is entered or shown. */
export interface Ways {
  readonly [name: string]: { readonly label: string; readonly settings?: SettingsDefinition };
}

export interface WayWords {
  readonly label: string;
  /** Pointer of the group in its form. */
  readonly place: string;
  /** What it is called to choose none of them; without it one has to be chosen. */
  readonly none?: string;
}

/** Which of `ways`, and the settings of each, shown when it is chosen; besides, `more`. */
export function wayGroup(
  { label, place, none }: WayWords,
  ways: Ways,
  chosen: ChosenWay | undefined,
  more: FormElements = {},
): GroupFormElement {
  const names = Object.keys(ways);
  const first = none === undefined ? (names[0] ?? '') : '';
  const now = chosen && Object.hasOwn(ways, chosen.name) ? chosen.name : first;
  const settings = names.flatMap((name): [string, FormElement][] => {
    const own = ways[name]?.settings;
    if (!own) return [];
    const elements = own.form(name === now && chosen ? chosen.settings : own.defaults);
    const visible = { element: `${place}/name`, equals: name };
    return [[name, { kind: 'group', look: 'plain', elements, states: { visible } }]];
  });
  return {
    kind: 'group',
    look: 'plain',
    elements: {
      name: {
        kind: 'select',
        label,
        ...(none === undefined ? { required: true } : { none }),
        options: names.map((name) => ({ value: name, label: ways[name]?.label ?? name })),
        default: now,
      },
      ...(settings.length > 0
        ? { settings: { kind: 'group', look: 'plain', elements: Object.fromEntries(settings) } }
        : {}),
      ...more,
    },
  };
}

/** What was entered into a `wayGroup`; undefined when none was chosen. */
export function enteredWay(ways: Ways, entered: unknown): ChosenWay | undefined {
  const group = isObject(entered) ? entered : {};
  const name = enteredText(group['name']);
  if (name === '') return undefined;
  const own = Object.hasOwn(ways, name) ? ways[name]?.settings : undefined;
  const all = isObject(group['settings']) ? group['settings'] : {};
  const values = all[name];
  // What stands there are the values of the group that the form itself made.
  return { name, settings: own && isObject(values) ? own.parse(values as FormValues) : {} };
}

/** What is wrong with the settings of the chosen way; pointers begin at `place`. */
export function wayProblems(place: string, ways: Ways, entered: unknown): readonly Problem[] {
  const way = enteredWay(ways, entered);
  const own = way && Object.hasOwn(ways, way.name) ? ways[way.name]?.settings : undefined;
  const problems = (way && own?.validate(way.settings)) ?? [];
  return problems.map((problem) => nested(`${place}/settings/${way?.name}`, problem));
}
