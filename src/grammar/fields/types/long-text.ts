import type { JsonObject } from '#base';
import { textOfHtml } from '#grammar/formats';
import { markup, text } from '#grammar/render';
import { Type } from 'typebox';
import { filesNamedIn } from '../collect-mentions.ts';
import { compareText } from '../compare.ts';
import type { FieldType, Validated, Widget } from '../field-type.ts';
import { wholeNumberSetting } from '../setting-kinds.ts';
import { defineSettings } from '../settings.ts';
import { checkText } from '../text-check.ts';
import { accepted, checkObject, isNow, list, refused, short, together } from '../value-check.ts';
import { enteredText } from '../widget-parts.ts';
import { severalOf } from './list.ts';
import { type LongTextValue, longTextElement } from './long-text-element.ts';
import {
  defaultFormatSetting,
  formatsSetting,
  isFormatName,
  missingFormat,
} from './text-format-settings.ts';
import { shortened } from './text.ts';

const checked = defineSettings<{
  formats: readonly string[];
  default_format: string;
  max_length: number;
}>(
  {
    formats: formatsSetting,
    default_format: defaultFormatSetting,
    max_length: wholeNumberSetting({
      label: 'Longest text',
      help: 'In characters.',
      default: 200_000,
      min: 1,
      max: 1_000_000,
    }),
  },
  ({ formats, default_format: fallback }, site) => {
    const named = formats.length > 0 ? formats : [fallback];
    const at = formats.length > 0 ? '/formats' : '/default_format';
    return named.flatMap((name) => {
      const message = site && missingFormat(name, site);
      return message === undefined ? [] : [{ pointer: at, code: 'setting', message }];
    });
  },
);

const settings: typeof checked = {
  ...checked,
  parse: (values) => {
    const { formats, default_format: first, ...others } = checked.parse(values);
    const chosen = severalOf(Array.isArray(formats) ? formats : []);
    return {
      // The first is the default, which boxes cannot say.
      formats:
        chosen.length > 0 && typeof first === 'string'
          ? [first, ...chosen.filter((name) => name !== first)]
          : chosen,
      default_format: first ?? '',
      ...others,
    };
  },
};

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
  mentions: ({ value }) => filesNamedIn(value),
  formats: ({ value, format }) => [{ format, text: value, pointer: '/format' }],
  isEmpty: ({ value }) => value.trim() === '',
  compare: (a, b) => compareText(a.value, b.value) || compareText(a.format, b.format),
  sql: { type: 'text', key: 'value' },
  toText: ({ value }) => value,
  fromText: (given) => (given.trim() === '' ? undefined : { value: given }),
  widgets: {
    editor: widget('Editor', true),
    textarea: widget('Text area', false),
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
  teaser: { name: 'summary', settings: {} },
};

/** With the editor, or as it is typed: what is sent is the same. */
function widget(label: string, rich: boolean): Widget<LongTextValue> {
  return {
    label,
    settings: defineSettings({
      rows: wholeNumberSetting({ label: 'Rows', default: 8, min: 2, max: 60 }),
    }),
    build: (value, view) => {
      const { formats, max_length: maxLength } = settings.read(view.settings);
      const fallback = defaultFormat(view.settings);
      return longTextElement(value, view, { formats, fallback, maxLength, rich });
    },
    parse: (given) => {
      const value = enteredText(given, 'value');
      return value.trim() === '' ? undefined : { value, format: enteredText(given, 'format') };
    },
  };
}

/** The text without its markup: a plain text has none, whatever it looks like. */
function plainTextOf(text: string, format: string): string {
  return format === 'plain_text' ? text : textOfHtml(text);
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
  if (!isFormatName(input)) {
    return refused('format', `“${short(input)}” is no name of a text format.`, '/format');
  }
  return accepted(input);
}
