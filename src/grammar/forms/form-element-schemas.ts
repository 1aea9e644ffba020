import { type TObject, type TProperties, Type } from 'typebox';

/** What the JSON of form elements may say, by kind. */

const line = Type.String({ maxLength: 1_000 });
const text = Type.String({ maxLength: 100_000 });
const flag = Type.Boolean();
const number = Type.Number();
const optional = Type.Optional;

const place = { weight: optional(number), access: optional(flag) };
const states = optional(
  Type.Object({
    visible: Type.Object({ element: line, equals: Type.Union([line, flag]) }),
  }),
);
const common = {
  ...place,
  label: line,
  help: optional(line),
  required: optional(flag),
  disabled: optional(flag),
  labelHidden: optional(flag),
  states,
};
const options = Type.Array(
  Type.Object({ value: line, label: line, help: optional(line), group: optional(line) }),
  { maxItems: 1_000 },
);

const element = (kind: string, properties: TProperties): readonly [string, TObject] => [
  kind,
  Type.Object({ kind: Type.Literal(kind), ...properties }),
];

const choice = { ...common, options, default: optional(line) };
const choices = { ...common, options, default: optional(Type.Array(line)) };
const box = { ...common, default: optional(flag), rebuilds: optional(flag) };
const date = { ...common, default: optional(line) };

/** Those that plugins may add: they need no functions. */
export const ADDABLE: ReadonlyMap<string, TObject> = new Map([
  element('text', {
    ...common,
    input: optional(Type.Enum(['text', 'email', 'url', 'tel', 'search', 'color'])),
    default: optional(text),
    maxLength: optional(number),
    placeholder: optional(line),
    autocomplete: optional(line),
  }),
  element('textarea', {
    ...common,
    default: optional(text),
    rows: optional(number),
    maxLength: optional(number),
    editor: optional(
      Type.Object({
        format: line,
        formats: Type.Record(Type.String(), Type.Object({ tags: text, lines: flag })),
      }),
    ),
  }),
  element('number', {
    ...common,
    default: optional(line),
    min: optional(number),
    max: optional(number),
    step: optional(Type.Union([number, Type.Literal('any')])),
  }),
  element('date', date),
  element('datetime', date),
  element('checkbox', box),
  element('switch', box),
  element('select', { ...choice, none: optional(line), rebuilds: optional(flag) }),
  element('radios', { ...choice, rebuilds: optional(flag) }),
  element('checkboxes', choices),
  element('multiselect', choices),
  element('hidden', { ...place, default: text }),
  element('group', {
    ...place,
    label: optional(line),
    help: optional(line),
    required: optional(flag),
    open: optional(flag),
    states,
    look: optional(Type.Enum(['plain', 'fieldset', 'details', 'row', 'side'])),
    // Each is checked by itself.
    elements: Type.Record(Type.String(), Type.Unknown()),
  }),
  // What it shows is checked as every tree of a plugin is.
  element('static', { ...place, element: Type.Unknown() }),
]);

/**
 * Those that stand in forms of plugins themselves: files, too, which it is up to the page to let
 * somebody upload.
 */
export const OWN: ReadonlyMap<string, TObject> = new Map([
  ...ADDABLE,
  element('file', {
    ...common,
    extensions: Type.Array(Type.String({ pattern: '^[a-z0-9]{1,10}$' }), {
      minItems: 1,
      maxItems: 20,
      description: 'In small letters, without the dot: ["jpg", "png"].',
    }),
    maxSize: Type.Integer({
      minimum: 1,
      maximum: 20 * 2 ** 20,
      description: 'Bytes; at most 20 MiB.',
    }),
    default: optional(Type.Object({ id: line, name: line, url: line, image: optional(flag) })),
  }),
]);

/** What plugins may change of those that need functions, files or records. */
export const KNOWN: ReadonlyMap<string, TObject> = new Map([
  ...ADDABLE,
  element('autocomplete', common),
  element('file', common),
  element('rows', {
    ...common,
    addLabel: line,
    min: optional(number),
    max: optional(number),
  }),
]);

/** A button: what it is called and how it looks. */
export const ACTION: TObject = Type.Object({
  label: line,
  look: optional(Type.Enum(['link', 'primary', 'secondary', 'quiet', 'danger'])),
  icon: optional(line),
  access: optional(flag),
});
