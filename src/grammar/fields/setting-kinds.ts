import type { Json } from '#base';
import type { FormValue, Option } from '#grammar/forms';
import type { Setting } from './settings.ts';

interface Words {
  readonly label: string;
  readonly help?: string;
}

/** One line of text. `check` says what is wrong with it. */
export function lineSetting(
  options: Words & {
    default: string;
    maxLength?: number;
    check?: (value: string) => string | undefined;
  },
): Setting<string> {
  const { label, help, check } = options;
  const maxLength = options.maxLength ?? 255;
  return {
    default: options.default,
    element: (value) => ({
      kind: 'text',
      label,
      ...(help ? { help } : {}),
      default: value,
      maxLength,
    }),
    parse: (entered) => (typeof entered === 'string' ? entered.trim() : ''),
    problem: (value) => {
      if (typeof value !== 'string') return `${label}: expected text.`;
      if (value.length > maxLength) return `${label}: at most ${maxLength} characters.`;
      return value === '' ? undefined : check?.(value);
    },
  };
}

/** A whole number between `min` and `max`. */
export function wholeNumberSetting(
  options: Words & { default: number; min: number; max: number },
): Setting<number> {
  const { label, help, min, max } = options;
  return {
    default: options.default,
    element: (value) => ({
      kind: 'number',
      label,
      ...(help ? { help } : {}),
      default: String(value),
      min,
      max,
      step: 1,
    }),
    parse: (entered) => enteredNumber(entered) ?? options.default,
    problem: (value) =>
      typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
        ? undefined
        : `${label}: expected a whole number from ${min} to ${max}.`,
  };
}

/** A number that may be left open. */
export function boundSetting(options: Words & { whole?: boolean }): Setting<number | null> {
  const { label, help, whole } = options;
  return {
    default: null,
    element: (value) => ({
      kind: 'number',
      label,
      ...(help ? { help } : {}),
      default: value === null ? '' : String(value),
      step: whole ? 1 : 'any',
    }),
    parse: (entered) => enteredNumber(entered) ?? null,
    problem: (value) => {
      if (value === null) return undefined;
      const fits =
        typeof value === 'number' && (whole ? Number.isSafeInteger(value) : Number.isFinite(value));
      return fits ? undefined : `${label}: expected a ${whole ? 'whole ' : ''}number or nothing.`;
    },
  };
}

/** On or off. */
export function switchSetting(options: Words & { default: boolean }): Setting<boolean> {
  const { label, help } = options;
  return {
    default: options.default,
    element: (value) => ({ kind: 'switch', label, ...(help ? { help } : {}), default: value }),
    parse: (entered) => entered === true,
    problem: (value) =>
      typeof value === 'boolean' ? undefined : `${label}: expected true or false.`,
  };
}

/** One of a few. */
export function choiceSetting(
  options: Words & { default: string; options: readonly Option[] },
): Setting<string> {
  const { label, help } = options;
  return {
    default: options.default,
    element: (value) => ({
      kind: 'select',
      label,
      ...(help ? { help } : {}),
      options: options.options,
      required: true,
      default: value,
    }),
    parse: (entered) => (typeof entered === 'string' ? entered : options.default),
    problem: (value) =>
      options.options.some((option) => option.value === value)
        ? undefined
        : `${label}: expected one of ${options.options.map((option) => option.value).join(', ')}.`,
  };
}

/** Several short texts, entered one on each line. `check` says what is wrong with one. */
export function linesSetting(
  options: Words & {
    default: readonly string[];
    check?: (line: string) => string | undefined;
    normalise?: (line: string) => string;
  },
): Setting<readonly string[]> {
  const { label, help, check, normalise } = options;
  return {
    default: options.default,
    element: (value) => ({
      kind: 'textarea',
      label,
      ...(help ? { help } : {}),
      default: value.join('\n'),
      rows: 4,
    }),
    parse: (entered) => enteredLines(entered).map((line) => normalise?.(line) ?? line),
    problem: (value) => {
      if (!Array.isArray(value) || !value.every((line) => typeof line === 'string')) {
        return `${label}: expected an array of texts.`;
      }
      for (const line of value) {
        const wrong = line === '' ? 'a line is empty' : check?.(line);
        if (wrong !== undefined) return `${label}: ${wrong}.`;
      }
      return undefined;
    },
  };
}

/** The lines of a textarea without the empty ones. */
export function enteredLines(entered: FormValue | undefined): readonly string[] {
  if (typeof entered !== 'string') return [];
  return entered
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The number that was typed; the text itself when it is none, so that validation can say so. */
function enteredNumber(entered: FormValue | undefined): Json | undefined {
  if (typeof entered !== 'string' || entered.trim() === '') return undefined;
  const number = Number(entered);
  return Number.isFinite(number) ? number : entered;
}
