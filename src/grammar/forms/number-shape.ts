import type { NumberFormElement } from './form-elements.ts';
import type { Refusal } from './form-nodes.ts';

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,4})?$/i;

/** What is wrong with the number that was typed. Nothing is rounded: it stays text. */
export function checkNumber(element: NumberFormElement, text: string): Refusal | undefined {
  if (!NUMBER.test(text)) {
    return { code: 'not_a_number', message: 'Write a number in digits, e.g. 12 or 12.5.' };
  }
  const { min, max, step } = element;
  const value = Number(text);
  if (min !== undefined && value < min) {
    return { code: 'too_small', message: `The number must be ${min} or more.` };
  }
  if (max !== undefined && value > max) {
    return { code: 'too_large', message: `The number must be ${max} or less.` };
  }
  if (step === undefined || step === 'any') return undefined;
  if (step === 1) {
    return /^[+-]?\d+$/.test(text)
      ? undefined
      : { code: 'not_whole', message: 'Write a whole number, without a decimal point.' };
  }
  const steps = (value - (min ?? 0)) / step;
  return Math.abs(steps - Math.round(steps)) < 1e-6
    ? undefined
    : { code: 'not_a_step', message: `The number must be a multiple of ${step}.` };
}
