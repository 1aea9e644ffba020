import type { JsonObject } from '#base';
import type { FieldType, Formatter, Widget } from './field-type.ts';

/** A field type that is another one with some of its settings fixed. */
export interface DerivedFieldType {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  /** The name of the type that it is made of. */
  readonly base: string;
  /** A lucide icon; default that of the base. */
  readonly icon?: string;
  /** Settings of the base that nobody changes. */
  readonly settings: JsonObject;
  /** Who brings it, as people know it. */
  readonly plugin: string;
  /** Off: fields that are of it go on as their base type, and there are no new ones. */
  readonly active: boolean;
}

/** The field type that `derived` describes. What is off says so in its label. */
export function deriveFieldType(base: FieldType, derived: DerivedFieldType): FieldType {
  const { name, plugin, active } = derived;
  const fixed = active ? derived.settings : {};
  // Item types keep their settings objects for as long as they are unchanged.
  const known = new WeakMap<JsonObject, JsonObject>();
  const all = (settings: JsonObject): JsonObject => {
    const before = known.get(settings);
    if (before) return before;
    const made = { ...settings, ...fixed };
    known.set(settings, made);
    return made;
  };
  const without = <Value>(values: { readonly [key: string]: Value }) =>
    Object.fromEntries(Object.entries(values).filter(([key]) => !Object.hasOwn(fixed, key)));
  const { parts, convert, references, mentions, settle, formats, settings } = base;
  return {
    ...base,
    name,
    label: active ? derived.label : `${base.label} (${derived.label} of “${plugin}”, which is off)`,
    description: active
      ? derived.description
      : `It is used as ${base.label.toLowerCase()} until “${plugin}” is enabled again.`,
    icon: derived.icon ?? base.icon,
    ...(active ? {} : { off: true }),
    settings: {
      ...settings,
      defaults: { ...settings.defaults, ...derived.settings },
      form: (given, site) => without(settings.form(all(given), site)),
      parse: (values) => ({ ...settings.parse(values), ...fixed }),
      // What is fixed wins over what was stored when an older version fixed it otherwise.
      validate: (given, site) => settings.validate(all(given), site),
    },
    schema: (given) => base.schema(all(given)),
    validate: (input, given) => base.validate(input, all(given)),
    ...(parts && { parts: (given) => parts(all(given)) }),
    ...(convert && {
      convert: (value, { ctx, before, after }) =>
        convert(value, { ctx, before: before && all(before), after: all(after) }),
    }),
    ...(references && { references: (value, given) => references(value, all(given)) }),
    ...(mentions && { mentions: (value, given) => mentions(value, all(given)) }),
    ...(settle && { settle: (value, given, resolve) => settle(value, all(given), resolve) }),
    ...(formats && { formats: (value, given) => formats(value, all(given)) }),
    toText: (value, given) => base.toText(value, inside(given, all)),
    fromText: (text, given) => base.fromText(text, all(given)),
    widgets: mapped(base.widgets, (widget) => deriveWidget(widget, all)),
    formatters: mapped(base.formatters, (formatter): Formatter<JsonObject> => ({
      ...formatter,
      build: (value, given) => formatter.build(value, inside(given, all)),
    })),
  };
}

function deriveWidget(
  widget: Widget<JsonObject>,
  all: (settings: JsonObject) => JsonObject,
): Widget<JsonObject> {
  const { choices, many } = widget;
  return {
    ...widget,
    ...(choices && { choices: (settings) => choices(all(settings)) }),
    build: (value, given) => widget.build(value, inside(given, all)),
    parse: (entered, given) => widget.parse(entered, inside(given, all)),
    ...(many && {
      many: {
        build: (values, given) => many.build(values, inside(given, all)),
        parse: (entered, given) => many.parse(entered, inside(given, all)),
      },
    }),
  };
}

function inside<View extends { readonly settings: JsonObject }>(
  view: View,
  all: (settings: JsonObject) => JsonObject,
): View {
  return { ...view, settings: all(view.settings) };
}

function mapped<Value>(
  all: { readonly [name: string]: Value },
  change: (value: Value) => Value,
): { readonly [name: string]: Value } {
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, change(value)]));
}
