import { type JsonObject, parseId } from '#base';
import type { FormElement } from '#grammar/forms';
import type { ReferenceType, Widget, WidgetView } from '../field-type.ts';
import { referenceSource } from '../reference-source.ts';
import type { ReferenceTargets } from '../references.ts';
import { enteredText, plainGroup, wordsOf } from '../widget-parts.ts';
import type { ReferenceValue } from './reference.ts';

interface Pointing {
  readonly target_type: string;
  readonly bundles: readonly string[];
  readonly create_terms: boolean;
}

/** What an autocomplete box holds for a record that is only named so far. */
const NAMED = 'new:';

/** Finds a record while somebody types; where terms may be made, takes names that are not there. */
export function referenceAutocomplete(
  targets: ReferenceTargets,
  read: (settings: JsonObject) => Pointing,
): Widget<ReferenceValue> {
  return {
    label: 'Search while typing',
    build: (value, view): FormElement => {
      const { bundles, target_type: target } = read(view.settings);
      // The setting's options are the types that there are.
      const type = target as ReferenceType;
      const makes = mayMake(targets, view, read);
      return plainGroup({
        target_id: {
          kind: 'autocomplete',
          ...wordsOf(view),
          source: referenceSource(type, bundles),
          ...(makes ? { adds: 'new' } : {}),
          ...(value ? { default: chosen(value, view) } : {}),
          lookup: (typed) => lookup(targets, view, typed, read),
        },
      });
    },
    parse: (given) => {
      const text = enteredText(given, 'target_id');
      return text.startsWith(NAMED) ? named(text.slice(NAMED.length)) : pointingTo(text);
    },
  };
}

/** The value that points to a record; undefined for none. */
export function pointingTo(id: string): JsonObject | undefined {
  return id === '' ? undefined : { target_id: id };
}

/** The value that names a term; undefined for none. */
export function named(name: string): JsonObject | undefined {
  return name.trim() === '' ? undefined : { name };
}

function chosen(value: ReferenceValue, view: WidgetView) {
  const { name, target_type: type, target_id: id } = value;
  return name === undefined
    ? { value: id, label: view.resolve(type, id)?.label ?? 'No longer available' }
    : { value: NAMED + name, label: name };
}

function mayMake(
  targets: ReferenceTargets,
  view: WidgetView,
  read: (settings: JsonObject) => Pointing,
): boolean {
  return read(view.settings).create_terms && targets.get('term').naming?.mayMake(view.ctx) === true;
}

const NAMES_SHOWN = 5;

/** The one record that the typed text means, by its id or its whole name; else what resembles it. */
async function lookup(
  targets: ReferenceTargets,
  view: WidgetView,
  typed: string,
  read: (settings: JsonObject) => Pointing,
): Promise<string | readonly string[]> {
  const id: string | undefined = parseId(typed.trim());
  if (id !== undefined) return id;
  const { bundles, target_type: type } = read(view.settings);
  const line = typed.replaceAll(/\s+/g, ' ').trim();
  const found = await targets.get(type as ReferenceType).search(view.ctx, line, bundles, 10);
  const wanted = line.toLowerCase();
  const same = found.filter(({ label, also }) =>
    [label, also].some((name) => name?.toLowerCase() === wanted),
  );
  const [only] = same;
  // Whoever typed a part of a name has not chosen yet, even where there is only one to choose.
  if (only !== undefined && same.length === 1) return only.value;
  if (same.length === 0 && mayMake(targets, view, read)) return NAMED + line;
  return found.slice(0, NAMES_SHOWN).map(({ label }) => label);
}
