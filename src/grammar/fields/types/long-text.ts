import type { JsonObject } from '#base';
import { textOfHtml } from '#grammar/formats';
import type { FormElement } from '#grammar/forms';
import { markup, text } from '#grammar/render';
import { Type } from 'typebox';
import { compareText } from '../compare.ts';
import type { FieldType, Validated, WidgetView } from '../field-type.ts';
import { lineSetting, linesSetting, wholeNumberSetting } from '../setting-kinds.ts';
import { defineSettings } from '../settings.ts';
import { checkText } from '../text-check.ts';
import { accepted, checkObject, isNow, list, refused, short, together } from '../value-check.ts';
import { enteredText, wordsOf } from '../widget-parts.ts';
import { shortened } from './text.ts';

export type LongTextValue = { readonly value: string; readonly format: string };

const NAME = /^[a-z][a-z0-9_]{0,63}$/;

const settings = defineSettings<{
  formats: readonly string[];
  default_format: string;
  max_length: number;
}>({
  formats: linesSetting({
    label: 'Text formats',
    help: 'Machine names, one on each line; the first is the default. Empty: every format that the author may use.',
    default: [],
    check: notName,
  }),
  default_format: lineSetting({
    label: 'Default format',
    help: 'Where no formats are listed above.',
    default: 'filtered_html',
    check: notName,
  }),
  max_length: wholeNumberSetting({
    label: 'Longest text',
    help: 'In characters.',
    default: 200_000,
    min: 1,
    max: 1_000_000,
  }),
});

/** Text of any length in a text format. */
export const longTextType: FieldType<LongTextValue> = {
  name: 'long_text',
  label: 'Long text',
  description: 'Paragraphs in a text format, such as the body of an article.',
  icon: 'text',
  example: { value: 'First paragraph.\n\nSecond paragraph.', format: 'plain_text' },
  settings,
  schema: (given) => {
    const { formats, max_length: maxLength } = settings.read(given);
    return Type.Object(
      {
        value: Type.String({ maxLength }),
        format: Type.Optional(
          Type.String({
            description: 'Name of a text format; empty or left out is the default.',
            ...(formats.length > 0 ? { enum: ['', ...formats] } : {}),
          }),
        ),
      },
      { additionalProperties: false },
    );
  },
  validate: (input, given) => {
    const { formats, max_length: maxLength } = settings.read(given);
    const object = checkObject(input, ['value', 'format'], longTextType.example);
    if (!object.ok) return object;
    return together<LongTextValue>({
      value: checkText(object.value.value, '/value', { maxLength, example: 'First paragraph.' }),
      format: checkFormat(object.value.format, formats, defaultFormat(given)),
    });
  },
  formats: ({ value, format }) => [{ format, text: value, pointer: '/format' }],
  isEmpty: ({ value }) => value.trim() === '',
  compare: (a, b) => compareText(a.value, b.value) || compareText(a.format, b.format),
  sql: { type: 'text', key: 'value' },
  toText: ({ value }) => value,
  fromText: (given) => (given.trim() === '' ? undefined : { value: given }),
  widgets: {
    textarea: {
      label: 'Text area with its format',
      settings: defineSettings({
        rows: wholeNumberSetting({ label: 'Rows', default: 8, min: 2, max: 60 }),
      }),
      build: (value, view) => buildTextarea(value, view),
      parse: (given) => {
        const value = enteredText(given, 'value');
        return value.trim() === '' ? undefined : { value, format: enteredText(given, 'format') };
      },
    },
  },
  formatters: {
    formatted: { label: 'As formatted', build: ({ value, format }) => markup(value, format) },
    summary: {
      label: 'Summary without formatting',
      settings: defineSettings({
        length: wholeNumberSetting({ label: 'Characters', default: 300, min: 20, max: 2000 }),
      }),
      build: ({ value, format }, { formatterSettings }) => {
        const { length } = formatterSettings;
        const plain = plainTextOf(value, format).replace(/\s+/g, ' ').trim();
        return text(shortened(plain, typeof length === 'number' ? length : 300));
      },
    },
    plain: {
      label: 'Plain text',
      build: ({ value, format }) => markup(plainTextOf(value, format), 'plain_text'),
    },
  },
};

/** The text without its markup: a plain text has none, whatever it looks like. */
function plainTextOf(text: string, format: string): string {
  return format === 'plain_text' ? text : textOfHtml(text);
}

function notName(format: string): string | undefined {
  return NAME.test(format) ? undefined : `“${short(format)}” is no machine name of a text format`;
}

function defaultFormat(given: JsonObject): string {
  const { formats, default_format: fallback } = settings.read(given);
  return formats[0] ?? fallback;
}

function checkFormat(
  input: unknown,
  formats: readonly string[],
  fallback: string,
): Validated<string> {
  if (input === undefined || input === null || input === '') return accepted(fallback);
  if (typeof input !== 'string') {
    return refused('type', `Expected the name of a text format. ${isNow(input)}`, '/format');
  }
  if (formats.length > 0 && !formats.includes(input)) {
    const message = `The format “${short(input)}” is not allowed here; there is ${list(formats, 'or')}.`;
    return refused('not_allowed', message, '/format');
  }
  if (!NAME.test(input)) {
    return refused('format', `“${short(input)}” is no name of a text format.`, '/format');
  }
  return accepted(input);
}

/**
 * The text with its format beside it. Who may not use the format that a text is in cannot change
 * it: under another format the same text would turn into something else.
 */
function buildTextarea(value: LongTextValue | undefined, view: WidgetView): FormElement {
  const { formats, max_length: maxLength } = settings.read(view.settings);
  const allowed = view.formats.filter(
    (format) => formats.length === 0 || formats.includes(format.value),
  );
  const format = value?.format ?? defaultFormat(view.settings);
  const locked = value !== undefined && !allowed.some((option) => option.value === format);
  const { rows } = view.widgetSettings;
  const textarea: FormElement = {
    kind: 'textarea',
    ...wordsOf(view),
    ...(locked ? { help: LOCKED, disabled: true } : {}),
    rows: typeof rows === 'number' ? rows : 8,
    maxLength,
    ...(value ? { default: value.value } : {}),
  };
  const [only] = allowed;
  return {
    kind: 'group',
    look: 'plain',
    elements: {
      value: textarea,
      format:
        locked || only === undefined || allowed.length === 1
          ? { kind: 'hidden', default: locked ? format : (only?.value ?? format) }
          : {
              kind: 'select',
              label: 'Text format',
              options: allowed,
              required: true,
              default: allowed.some((option) => option.value === format) ? format : only.value,
            },
    },
  };
}

const LOCKED = 'This text is in a format that you may not use, so it stays as it is.';
