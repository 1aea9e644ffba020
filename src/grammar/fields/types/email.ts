import { link, text } from '#grammar/render';
import { Type } from 'typebox';
import { compareText } from '../compare.ts';
import type { FieldType } from '../field-type.ts';
import { noSettings } from '../settings.ts';
import { checkLine } from '../text-check.ts';
import { accepted, checkObject, refused } from '../value-check.ts';
import { enteredText, valueGroup, wordsOf } from '../widget-parts.ts';

export type EmailValue = { readonly value: string };

/** Longest address that mail servers take. */
const MAX_LENGTH = 254;
// What browsers take, with letters of all scripts.
const ADDRESS = /^[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u;

/** A mail address. */
export const emailType: FieldType<EmailValue> = {
  name: 'email',
  label: 'Mail address',
  description: 'An address that mail can be sent to.',
  icon: 'mail',
  example: { value: 'ann@example.org' },
  settings: noSettings,
  schema: () =>
    Type.Object({ value: Type.String({ maxLength: MAX_LENGTH }) }, { additionalProperties: false }),
  validate: (input) => {
    const object = checkObject(input, ['value'], emailType.example);
    if (!object.ok) return object;
    const line = checkLine(object.value.value, '/value', {
      maxLength: MAX_LENGTH,
      example: 'ann@example.org',
    });
    if (!line.ok) return line;
    return line.value === '' || ADDRESS.test(line.value)
      ? accepted({ value: line.value })
      : refused('format', 'Expected a mail address, e.g. ann@example.org.', '/value');
  },
  isEmpty: ({ value }) => value === '',
  compare: (a, b) => compareText(a.value, b.value),
  sql: { type: 'text', key: 'value' },
  toText: ({ value }) => value,
  fromText: (given) => {
    const line = given.trim().replace(/^mailto:/i, '');
    return line === '' ? undefined : { value: line };
  },
  widgets: {
    email: {
      label: 'Mail address',
      build: (value, view) =>
        valueGroup({
          kind: 'text',
          input: 'email',
          ...wordsOf(view),
          maxLength: MAX_LENGTH,
          ...(value ? { default: value.value } : {}),
        }),
      parse: (given) => {
        const value = enteredText(given, 'value').trim();
        return value === '' ? undefined : { value };
      },
    },
  },
  formatters: {
    mailto: { label: 'Link that writes a mail', build: ({ value }) => link(mailto(value), value) },
    plain: { label: 'Plain text', build: ({ value }) => text(value) },
  },
};

function mailto(address: string): string {
  return `mailto:${encodeURIComponent(address).replace('%40', '@')}`;
}
