import type { FormElement, FormValue } from '#grammar/forms';
import { icon, text } from '#grammar/render';
import { Type } from 'typebox';
import type { FieldType, WidgetView } from '../field-type.ts';
import { lineSetting } from '../setting-kinds.ts';
import { defineSettings } from '../settings.ts';
import { accepted, checkObject, isNow, refused } from '../value-check.ts';
import { entered, enteredText, plainGroup, valueGroup, wordsOf } from '../widget-parts.ts';

export type BooleanValue = { readonly value: boolean };

const settings = defineSettings<{ on_label: string; off_label: string }>({
  on_label: lineSetting({ label: 'Label when on', default: 'Yes' }),
  off_label: lineSetting({ label: 'Label when off', default: 'No' }),
});

const ON = ['true', 'yes', '1', 'on', 'y', 't'];
const OFF = ['false', 'no', '0', 'off', 'n', 'f'];

/** True or false. */
export const booleanType: FieldType<BooleanValue> = {
  name: 'boolean',
  label: 'Yes or no',
  description: 'Something that is so or not, such as whether an event is online.',
  icon: 'toggle-left',
  example: { value: true },
  settings,
  schema: () => Type.Object({ value: Type.Boolean() }, { additionalProperties: false }),
  validate: (input) => {
    const object = checkObject(input, ['value'], booleanType.example);
    if (!object.ok) return object;
    const { value } = object.value;
    return typeof value === 'boolean'
      ? accepted({ value })
      : refused('type', `Expected true or false, without quotes. ${isNow(value)}`, '/value');
  },
  isEmpty: () => false,
  compare: (a, b) => Number(a.value) - Number(b.value),
  sql: { type: 'boolean', key: 'value' },
  toText: ({ value }, view) => label(value, view.settings),
  fromText: (given, fieldSettings) => {
    const word = given.trim().toLowerCase();
    if (word === '') return undefined;
    const { on_label: on, off_label: off } = settings.read(fieldSettings);
    if (word === on.toLowerCase()) return { value: true };
    if (word === off.toLowerCase()) return { value: false };
    if (ON.includes(word)) return { value: true };
    if (OFF.includes(word)) return { value: false };
    return { value: given };
  },
  widgets: {
    switch: {
      label: 'Switch',
      alwaysAnswers: true,
      build: (value, view) => onOrOff('switch', value, view),
      parse: enteredOnOrOff,
    },
    checkbox: {
      label: 'Checkbox',
      alwaysAnswers: true,
      build: (value, view) => onOrOff('checkbox', value, view),
      parse: enteredOnOrOff,
    },
    radios: {
      label: 'Radio buttons, unanswered at first',
      build: (value, view) => {
        const { on_label: on, off_label: off } = settings.read(view.settings);
        const answers = [
          { value: '1', label: on },
          { value: '0', label: off },
        ];
        return valueGroup({
          kind: 'radios',
          ...wordsOf(view),
          options: view.required ? answers : [...answers, { value: '', label: 'No answer' }],
          ...(value ? { default: value.value ? '1' : '0' } : {}),
        });
      },
      parse: (given) => {
        const answer = entered(given, 'value');
        return answer === '1' || answer === '0' ? { value: answer === '1' } : undefined;
      },
    },
  },
  formatters: {
    text: { label: 'Label', build: ({ value }, view) => text(label(value, view.settings)) },
    icon: {
      label: 'Icon',
      build: ({ value }, view) => icon(value ? 'check' : 'x', label(value, view.settings)),
    },
  },
};

function label(value: boolean, given: Parameters<typeof settings.read>[0]): string {
  const { on_label: on, off_label: off } = settings.read(given);
  return (value ? on : off) || String(value);
}

/** Off is the answer “no”, but for where there was none: left as it is, it goes on being none. */
function onOrOff(
  kind: 'switch' | 'checkbox',
  value: BooleanValue | undefined,
  view: WidgetView,
): FormElement {
  // "Required" on a checkbox means to a browser that it must be ticked; off is an answer too.
  const words = wordsOf({ ...view, required: false });
  return plainGroup({
    value: { kind, ...words, default: value?.value ?? false },
    unset: { kind: 'hidden', default: !value && view.staysEmpty ? UNSET : '' },
  });
}

const UNSET = '1';

function enteredOnOrOff(given: FormValue): BooleanValue | undefined {
  if (entered(given, 'value') === true) return { value: true };
  return enteredText(given, 'unset') === UNSET ? undefined : { value: false };
}
