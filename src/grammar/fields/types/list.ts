import { type Json, type JsonObject, isObject, pointer } from '#base';
import type { FormElement, FormValue, Option } from '#grammar/forms';
import { badge, text } from '#grammar/render';
import { Type } from 'typebox';
import { compareText } from '../compare.ts';
import type { FieldType } from '../field-type.ts';
import { machineName } from '../machine-name.ts';
import { nearNames } from '../near-names.ts';
import { type Setting, defineSettings } from '../settings.ts';
import { accepted, checkObject, isNow, list, refused, short } from '../value-check.ts';
import { enteredText, valueGroup, wordsOf } from '../widget-parts.ts';

export type ListValue = { readonly value: string };
type Allowed = { readonly value: string; readonly label: string };

const MOST_KEYS = 2000;

/** Entered as rows of label and key, kept as `{ value, label }`. */
const allowedValues: Setting<readonly Allowed[]> = {
  default: [],
  element: (allowed) => ({
    kind: 'rows',
    label: 'Allowed values',
    help: 'The label is shown, the key is stored: a label can be worded anew without touching content, a key cannot.',
    required: true,
    addLabel: 'Add a value',
    max: MOST_KEYS,
    rows: allowed.map(allowedRow),
    blank: allowedRow(undefined),
    isEmpty: (row) => enteredText(row, 'label') === '' && enteredText(row, 'value') === '',
  }),
  parse: (entered) => {
    const rows = Array.isArray(entered)
      ? entered.map((row: FormValue) => ({
          value: enteredText(row, 'value').trim(),
          label: enteredText(row, 'label').trim(),
        }))
      : [];
    const keys = new Set(rows.map(({ value }) => value));
    return rows.map(({ value, label }) => ({ value: value || newKey(label, keys), label }));
  },
  problem: (allowed) => {
    if (!Array.isArray(allowed)) return 'Allowed values: expected an array of { value, label }.';
    if (allowed.length > MOST_KEYS) return `Allowed values: at most ${MOST_KEYS}.`;
    const keys = new Set<string>();
    for (const [index, one] of allowed.entries()) {
      if (!isAllowed(one)) {
        return 'Allowed values: each needs a key and a label, e.g. { "value": "talk", "label": "Talk" }, of one line and at most 255 characters.';
      }
      if (keys.has(one.value)) {
        const message = `Allowed values: the key “${short(one.value)}” is there twice.`;
        return [{ pointer: pointer(index, 'value'), code: 'setting', message }];
      }
      keys.add(one.value);
    }
    return undefined;
  },
};

const checked = defineSettings<{ allowed_values: readonly Allowed[] }>(
  { allowed_values: allowedValues },
  ({ allowed_values: allowed }) =>
    allowed.length > 0
      ? []
      : [
          {
            pointer: '/allowed_values',
            code: 'required',
            message: 'Allowed values: enter at least one.',
          },
        ],
);

const settings = {
  ...checked,
  propose: (texts: readonly string[]) => ({ allowed_values: allowedFor(texts) }),
  example: {
    allowed_values: [
      { value: 'talk', label: 'Talk' },
      { value: 'workshop', label: 'Workshop' },
    ],
  },
};

/** One of a fixed set of keys, each with a label. */
export const listType: FieldType<ListValue> = {
  name: 'list',
  label: 'List',
  description: 'A choice among values that you define, such as a kind of event.',
  icon: 'list',
  example: { value: 'talk' },
  settings,
  schema: (given) => {
    const keys = settings.read(given).allowed_values.map(({ value }) => value);
    return Type.Object(
      { value: Type.String({ enum: ['', ...keys] }) },
      { additionalProperties: false },
    );
  },
  validate: (input, given) => {
    const object = checkObject(input, ['value'], listType.example);
    if (!object.ok) return object;
    const { value } = object.value;
    if (typeof value !== 'string') {
      return refused('type', `Expected one of the allowed keys as text. ${isNow(value)}`, '/value');
    }
    if (value === '' || labels(given).has(value)) return accepted({ value });
    return refused('not_allowed', notAmong(value, [...labels(given).keys()]), '/value');
  },
  isEmpty: ({ value }) => value === '',
  compare: (a, b) => compareText(a.value, b.value),
  sql: { type: 'text', key: 'value' },
  toText: ({ value }, { settings: given }) => labels(given).get(value) ?? value,
  fromText: (given, fieldSettings) => {
    const wanted = given.trim();
    if (wanted === '') return undefined;
    const known = labels(fieldSettings);
    if (known.has(wanted)) return { value: wanted };
    const lower = wanted.toLowerCase();
    const among = (same: (key: string, label: string) => boolean): string | undefined =>
      [...known].find(([key, label]) => same(key, label))?.[0];
    return {
      value:
        among((_, label) => label === wanted) ??
        among((key, label) => key.toLowerCase() === lower || label.toLowerCase() === lower) ??
        wanted,
    };
  },
  widgets: {
    select: {
      label: 'Select list',
      build: (value, view) =>
        valueGroup({
          kind: 'select',
          ...wordsOf(view),
          options: options(view.settings),
          none: view.required ? 'Choose…' : 'None',
          ...(value && labels(view.settings).has(value.value) ? { default: value.value } : {}),
        }),
      parse: (given) => entered(enteredText(given, 'value')),
    },
    radios: {
      label: 'Radio buttons',
      build: (value, view) =>
        valueGroup({
          kind: 'radios',
          ...wordsOf(view),
          options: view.required
            ? options(view.settings)
            : [{ value: '', label: 'None' }, ...options(view.settings)],
          ...(value && labels(view.settings).has(value.value) ? { default: value.value } : {}),
        }),
      parse: (given) => entered(enteredText(given, 'value')),
    },
    checkboxes: {
      label: 'Checkboxes, for several values',
      build: (value, view) =>
        listType.widgets.radios?.build(value, view) ?? valueGroup({ kind: 'hidden', default: '' }),
      parse: (given) => entered(enteredText(given, 'value')),
      many: {
        build: (values, view) => ({
          kind: 'checkboxes',
          keepsOrder: true,
          ...wordsOf(view),
          options: options(view.settings),
          default: values.map(({ value }) => value),
        }),
        parse: (given) => severalOf(given).map((value) => ({ value })),
      },
    },
  },
  formatters: {
    label: {
      label: 'Label',
      build: ({ value }, { settings: given }) => text(labels(given).get(value) ?? value),
    },
    badge: {
      label: 'Badge',
      build: ({ value }, { settings: given }) => badge(labels(given).get(value) ?? value),
    },
    key: { label: 'Key', build: ({ value }) => text(value) },
  },
};

function allowedRow(allowed: Allowed | undefined): FormElement {
  return {
    kind: 'group',
    look: 'row',
    elements: {
      label: {
        kind: 'text',
        label: 'Label',
        required: true,
        maxLength: 255,
        default: allowed?.label ?? '',
      },
      value: {
        kind: 'text',
        label: 'Key',
        maxLength: 255,
        default: allowed?.value ?? '',
        // The key of a value that is there stays, whatever its label becomes.
        ...(allowed ? {} : { placeholder: 'Made from the label', machineNameOf: 'label' }),
      },
    },
  };
}

/** A key for a label that is not in `taken`, where it is added. */
function newKey(label: string, taken: Set<string>): string {
  const wanted = machineName(label) || label;
  let key = wanted;
  for (let next = 2; taken.has(key); next += 1) key = `${wanted}_${next}`;
  taken.add(key);
  return key;
}

/** A label for each of the texts; those that differ only in case are one. */
function allowedFor(texts: readonly string[]): readonly Allowed[] {
  const labels = new Map(texts.map((text) => [text.trim().toLowerCase(), text.trim()]));
  // What is the key of another would be read as that other.
  const taken = new Set(labels.values());
  return [...labels.values()]
    .map((label) => {
      taken.delete(label);
      return { value: newKey(label, taken), label };
    })
    .filter(isAllowed);
}

function isAllowed(one: unknown): one is Allowed {
  return (
    isObject(one) &&
    Object.keys(one).length === 2 &&
    [one.value, one.label].every(
      (part: unknown) =>
        typeof part === 'string' &&
        part.trim() === part &&
        part !== '' &&
        part.length <= 255 &&
        part.isWellFormed() &&
        !/\p{Cc}/u.test(part),
    )
  );
}

const known = new WeakMap<JsonObject, ReadonlyMap<string, string>>();

/** Key to label. Kept: a select of two hundred countries is asked for on every value. */
function labels(given: JsonObject): ReadonlyMap<string, string> {
  let map = known.get(given);
  if (!map) {
    map = new Map(settings.read(given).allowed_values.map(({ value, label }) => [value, label]));
    known.set(given, map);
  }
  return map;
}

function options(given: JsonObject): readonly Option[] {
  return settings.read(given).allowed_values;
}

function entered(value: string): Json | undefined {
  return value === '' ? undefined : { value };
}

/** The texts among what checkboxes sent. */
export function severalOf(given: FormValue): readonly string[] {
  return Array.isArray(given) ? given.filter((one) => typeof one === 'string') : [];
}

/** Says what would have been right, as far as it can be said in a line. */
export function notAmong(value: string, keys: readonly string[]): string {
  const near = nearNames(value, keys);
  const hint =
    keys.length <= 12
      ? `Allowed: ${list(keys, 'or')}.`
      : near.length > 0
        ? `Did you mean ${list(near, 'or')}?`
        : `There are ${keys.length} allowed values, e.g. ${keys[0]}.`;
  return `“${short(value)}” is not among the allowed values. ${hint}`;
}
