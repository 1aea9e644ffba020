import { type Json, canonicalJson } from '#base';
import { text } from '#grammar/render';
import { Type } from 'typebox';
import { compareText } from '../compare.ts';
import type { FieldType } from '../field-type.ts';
import { isDeeperThan } from '../nesting.ts';
import { wholeNumberSetting } from '../setting-kinds.ts';
import { defineSettings } from '../settings.ts';
import { accepted, checkObject, refused } from '../value-check.ts';
import { enteredText, valueGroup, wordsOf } from '../widget-parts.ts';

export type JsonValue = { readonly value: Json };

const DEEPEST = 20;

const settings = defineSettings<{ max_kilobytes: number }>({
  max_kilobytes: wholeNumberSetting({
    label: 'Largest value',
    help: 'In kilobytes of JSON.',
    default: 64,
    min: 1,
    max: 1024,
  }),
});

/** Any JSON: for programs, and for what no other field type says. */
export const jsonType: FieldType<JsonValue> = {
  name: 'json',
  label: 'JSON',
  description: 'Data for programs, kept and shown as it is.',
  icon: 'braces',
  example: { value: { answer: 42 } },
  settings,
  schema: () => Type.Object({ value: Type.Unknown() }, { additionalProperties: false }),
  validate: (input, given) => {
    const object = checkObject(input, ['value'], jsonType.example);
    if (!object.ok) return object;
    const { value } = object.value;
    if (value === undefined) {
      const message =
        'Expected JSON, e.g. { "answer": 42 }. Names and text stand in double quotes, with commas between.';
      return refused('format', message, '/value');
    }
    if (isDeeperThan(value, DEEPEST)) {
      const message = `Arrays and objects stand more than ${DEEPEST} deep in one another.`;
      return refused('too_deep', message, '/value');
    }
    const wrong = unstorable(value);
    if (wrong !== undefined) return refused('format', wrong, '/value');
    const most = settings.read(given).max_kilobytes;
    const bytes = Buffer.byteLength(JSON.stringify(value));
    if (bytes > most * 1024) {
      const message = `At most ${most} kilobytes of JSON; this has ${Math.ceil(bytes / 1024)}.`;
      return refused('too_long', message, '/value');
    }
    // Only what JSON can say is left, which was just looked at down to the last leaf.
    return accepted({ value: value as Json });
  },
  isEmpty: ({ value }) => value === null,
  compare: (a, b) => compareText(canonicalJson(a.value), canonicalJson(b.value)),
  toText: ({ value }) => JSON.stringify(value),
  fromText: (given) => (given.trim() === '' ? undefined : { value: parsed(given) }),
  widgets: {
    json: {
      label: 'Text area',
      build: (value, view) =>
        valueGroup({
          kind: 'textarea',
          ...wordsOf(view),
          rows: 8,
          ...(value ? { default: JSON.stringify(value.value, null, 2) } : {}),
        }),
      parse: (given) => {
        const json = enteredText(given, 'value');
        return json.trim() === '' ? undefined : { value: parsed(json) };
      },
    },
  },
  formatters: {
    code: {
      label: 'Code',
      build: ({ value }) => ({
        '#type': 'code',
        '#value': JSON.stringify(value, null, 2),
        '#language': 'json',
      }),
    },
    line: { label: 'One line', build: ({ value }) => text(JSON.stringify(value)) },
  },
};

/** undefined where the text is no JSON: `validate` says so. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** What keeps a value from being stored and read again as it is. */
function unstorable(value: unknown): string | undefined {
  if (typeof value === 'string') {
    if (value.includes('\0')) return 'A text in it has the character NUL, which cannot be stored.';
    return value.isWellFormed() ? undefined : 'A text in it has half of a character.';
  }
  if (typeof value === 'number') {
    return Number.isFinite(value) ? undefined : 'A number in it is too large.';
  }
  if (typeof value === 'boolean' || value === null) return undefined;
  if (typeof value !== 'object') return `JSON has no ${typeof value}.`;
  const inner: readonly unknown[] = Array.isArray(value)
    ? value
    : [...Object.keys(value), ...Object.values(value)];
  for (const one of inner) {
    const wrong = unstorable(one);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}
