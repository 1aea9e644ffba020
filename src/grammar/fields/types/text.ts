import { Type } from 'typebox';
import { text } from '#grammar/render';
import { compareText } from '../compare.ts';
import type { FieldType } from '../field-type.ts';
import { boundSetting, lineSetting, wholeNumberSetting } from '../setting-kinds.ts';
import { defineSettings } from '../settings.ts';
import { checkLine } from '../text-check.ts';
import { checkObject, refused } from '../value-check.ts';
import { enteredText, valueGroup, wordsOf } from '../widget-parts.ts';

export type TextValue = { readonly value: string };

const settings = defineSettings<{
  max_length: number;
  pattern: string;
  pattern_message: string;
}>({
  max_length: wholeNumberSetting({
    label: 'Longest text',
    help: 'In characters.',
    default: 255,
    min: 1,
    max: 10_000,
  }),
  pattern: lineSetting({
    label: 'Pattern',
    help: 'A regular expression that the whole text must match, e.g. [A-Z]{2}[0-9]{4}. Empty: any text.',
    default: '',
    check: (pattern) => (expression(pattern) ? undefined : 'Pattern: not a regular expression.'),
  }),
  pattern_message: lineSetting({
    label: 'What the pattern means',
    help: 'Shown when a text does not match, e.g. “Two capital letters and four digits.”',
    default: '',
  }),
});

/** One line of plain text. */
export const textType: FieldType<TextValue> = {
  name: 'text',
  label: 'Text',
  description: 'One line of plain text, such as a name or a place.',
  icon: 'type',
  example: { value: 'Lisbon' },
  settings,
  schema: (given) => {
    const { max_length: maxLength, pattern } = settings.read(given);
    return Type.Object(
      { value: Type.String({ maxLength, ...(pattern ? { pattern: whole(pattern) } : {}) }) },
      { additionalProperties: false },
    );
  },
  validate: (input, given) => {
    const { max_length: maxLength, pattern, pattern_message: message } = settings.read(given);
    const object = checkObject(input, ['value'], textType.example);
    if (!object.ok) return object;
    const line = checkLine(object.value.value, '/value', { maxLength, example: 'Lisbon' });
    if (!line.ok) return line;
    if (pattern && line.value !== '' && !expression(pattern)?.test(line.value)) {
      return refused('pattern', message || `Expected text that matches ${pattern}.`, '/value');
    }
    return { ok: true, value: { value: line.value } };
  },
  isEmpty: ({ value }) => value === '',
  compare: (a, b) => compareText(a.value, b.value),
  sql: { type: 'text', key: 'value' },
  toText: ({ value }) => value,
  fromText: (given) => {
    const line = given.replace(/\s+/g, ' ').trim();
    return line === '' ? undefined : { value: line };
  },
  widgets: {
    text: {
      label: 'One line',
      settings: defineSettings({
        placeholder: lineSetting({ label: 'Example in the empty field', default: '' }),
      }),
      build: (value, view) => {
        const { placeholder } = view.widgetSettings;
        return valueGroup({
          kind: 'text',
          ...wordsOf(view),
          maxLength: settings.read(view.settings).max_length,
          ...(typeof placeholder === 'string' && placeholder ? { placeholder } : {}),
          ...(value ? { default: value.value } : {}),
        });
      },
      parse: (given) => {
        const value = enteredText(given, 'value').trim();
        return value === '' ? undefined : { value };
      },
    },
  },
  formatters: {
    text: { label: 'Plain text', build: ({ value }) => text(value) },
    trimmed: {
      label: 'Shortened',
      settings: defineSettings({ length: boundSetting({ label: 'Characters', whole: true }) }),
      build: ({ value }, { formatterSettings }) => {
        const { length } = formatterSettings;
        return text(shortened(value, typeof length === 'number' && length > 0 ? length : 80));
      },
    },
  },
};

/** `text` cut after the last whole word that fits into `length` characters. */
export function shortened(value: string, length: number): string {
  const points = Array.from(value);
  if (points.length <= length) return value;
  const cut = points.slice(0, length).join('');
  const space = cut.lastIndexOf(' ');
  const words = space > cut.length / 2 ? cut.slice(0, space) : cut;
  return `${words.replace(/[\s.,;:]{0,9}$/u, '')}…`;
}

function whole(pattern: string): string {
  return `^(?:${pattern})$`;
}

const expressions = new Map<string, RegExp | undefined>();

/** The pattern compiled; undefined when it is no regular expression. */
function expression(pattern: string): RegExp | undefined {
  if (!expressions.has(pattern)) {
    if (expressions.size > 500) expressions.clear();
    let compiled: RegExp | undefined;
    try {
      compiled = new RegExp(whole(pattern), 'u');
    } catch {
      compiled = undefined;
    }
    expressions.set(pattern, compiled);
  }
  return expressions.get(pattern);
}
