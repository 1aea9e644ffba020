import { exactNumber, isDecimal, type JsonObject } from '#base';
import { text } from '#grammar/render';
import type { FieldType } from '../field-type.ts';
import { formatNumber } from '../number-text.ts';
import { boundSetting, lineSetting } from '../setting-kinds.ts';
import { type Settings, defineSettings } from '../settings.ts';
import { enteredText, valueGroup, wordsOf } from '../widget-parts.ts';

/** What whole numbers and floats have in common. */

export type NumberValue = { readonly value: number };

export type NumberSettings = {
  readonly min: number | null;
  readonly max: number | null;
  readonly prefix: string;
  readonly suffix: string;
};

/** What stands around a number when it is shown. */
export const affixes = {
  prefix: lineSetting({ label: 'Before the number', help: 'E.g. €', default: '', maxLength: 40 }),
  suffix: lineSetting({ label: 'After the number', help: 'E.g. km', default: '', maxLength: 40 }),
};

export function numberSettings(whole: boolean): Settings<NumberSettings> {
  return defineSettings<NumberSettings>(
    {
      min: boundSetting({ label: 'Smallest', whole }),
      max: boundSetting({ label: 'Largest', whole }),
      ...affixes,
    },
    ({ min, max }) =>
      min !== null && max !== null && min > max
        ? [{ pointer: '/max', code: 'setting', message: 'Largest: less than the smallest.' }]
        : [],
  );
}

export function numberWidgets(
  settings: Settings<NumberSettings>,
  step: 1 | 'any',
  fromText: (given: string) => unknown,
): FieldType<NumberValue>['widgets'] {
  return {
    number: {
      label: 'Number',
      build: (value, view) => {
        const { min, max } = settings.read(view.settings);
        return valueGroup({
          kind: 'number',
          ...wordsOf(view),
          step,
          ...(min === null ? {} : { min }),
          ...(max === null ? {} : { max }),
          ...(value ? { default: String(value.value) } : {}),
        });
      },
      parse: (given) => fromText(enteredText(given, 'value')),
    },
  };
}

export function numberFormatters(
  settings: Settings<NumberSettings>,
): FieldType<NumberValue>['formatters'] {
  const around = (number: string, given: JsonObject): string => {
    const { prefix, suffix } = settings.read(given);
    return withAffixes(number, prefix, suffix);
  };
  return {
    number: {
      label: 'With separators (12,345)',
      build: ({ value }, view) => text(around(formatNumber(value, view.ctx.locale), view.settings)),
    },
    plain: {
      label: 'Plain (12345)',
      build: ({ value }, view) => text(around(String(value), view.settings)),
    },
  };
}

/** Words stand apart from the number, signs such as % do not. */
export function withAffixes(number: string, prefix: string, suffix: string): string {
  const before = /\p{L}$/u.test(prefix) ? `${prefix} ` : prefix;
  const after = /^\p{L}/u.test(suffix) ? ` ${suffix}` : suffix;
  return before + number + after;
}

/** The number that `given` spells, or is next to; the text itself when it spells none. */
export function numberFromText(given: string): unknown {
  const line = given.trim();
  if (line === '') return undefined;
  return { value: isDecimal(line) ? Number(line) : line };
}

/** The number that `given` spells to the last digit; else the text itself. */
export function exactNumberFromText(given: string): unknown {
  const line = given.trim();
  return line === '' ? undefined : { value: exactNumber(line) ?? line };
}
