import type { Json, JsonObject, Problem } from '#base';
import { nested, pointer } from '#base';
import type { FormElement, FormValue, FormValues } from '#grammar/forms';
import type { SiteChoices, SettingsDefinition } from './field-type.ts';

/** What else an element may depend on: the other settings, and what the site has. */
export interface SettingsGiven {
  readonly values: JsonObject;
  readonly site: SiteChoices | undefined;
}

/** One setting of a field type: how it is entered, and what makes sense. */
export interface Setting<Value extends Json> {
  readonly default: Value;
  element(value: Value, given: SettingsGiven): FormElement;
  /** The setting that was entered; what makes no sense is left for `problem` to say so. */
  parse(entered: FormValue | undefined): Json;
  /** What is wrong with the value, as a sentence or with pointers; undefined when nothing is. */
  problem(value: unknown): string | readonly Problem[] | undefined;
}

/** Settings as data, and a typed way to read them. */
export interface Settings<Values extends JsonObject> extends SettingsDefinition {
  readonly defaults: Values;
  /** The settings with defaults for what is missing or makes no sense. */
  read(settings: JsonObject): Values;
}

/** Settings made of single ones; `check` looks at what they mean together. */
export function defineSettings<Values extends JsonObject>(
  settings: { readonly [Name in keyof Values]: Setting<Values[Name]> },
  check: (values: Values, site?: SiteChoices) => readonly Problem[] = () => [],
): Settings<Values> {
  const entries: readonly (readonly [string, Setting<Json>])[] = Object.entries(settings);
  const defaults = Object.fromEntries(
    entries.map(([name, setting]) => [name, setting.default]),
    // Every name of Values has its setting, and the setting has a default of the right type.
  ) as Values;
  // Item types keep their settings objects for as long as they are unchanged, and a page reads
  // them once for every value.
  const known = new WeakMap<JsonObject, Values>();

  function read(given: JsonObject): Values {
    const before = known.get(given);
    if (before) return before;
    const values = Object.fromEntries(
      entries.map(([name, setting]) => {
        const value = Object.hasOwn(given, name) ? given[name] : undefined;
        const usable = value !== undefined && setting.problem(value) === undefined;
        return [name, usable ? value : setting.default];
      }),
      // Each value was accepted by the setting of its name, or is its default.
    ) as Values;
    known.set(given, values);
    return values;
  }

  return {
    defaults,
    read,
    form: (given, site) => {
      const values = read(given);
      return Object.fromEntries(
        entries.map(([name, setting]) => [
          name,
          setting.element(values[name] ?? setting.default, { values, site }),
        ]),
      );
    },
    parse: (entered: FormValues) =>
      Object.fromEntries(
        entries.map(([name, setting]) => [
          name,
          // What the form did not show keeps its default, which for text is not "nothing".
          Object.hasOwn(entered, name) ? setting.parse(entered[name]) : setting.default,
        ]),
      ),
    validate: (given, site) => {
      const problems: Problem[] = [];
      for (const [name, value] of Object.entries(given)) {
        const setting = Object.hasOwn(settings, name) ? settings[name] : undefined;
        if (!setting) {
          const message = `There is no setting “${name}”. ${namesOf(entries)}`;
          problems.push({ pointer: pointer(name), code: 'unknown_key', message });
          continue;
        }
        const wrong = setting.problem(value);
        if (typeof wrong === 'string') {
          problems.push({ pointer: pointer(name), code: 'setting', message: wrong });
        } else if (wrong) problems.push(...wrong.map((one) => nested(pointer(name), one)));
      }
      return problems.length > 0 ? problems : check(read(given), site);
    },
  };
}

function namesOf(entries: readonly (readonly [string, unknown])[]): string {
  return entries.length === 0
    ? 'This kind of field has none.'
    : `There are: ${entries.map(([name]) => name).join(', ')}.`;
}

/** For field types that have nothing to set. */
export const noSettings = defineSettings<{ readonly [name: string]: never }>({});
