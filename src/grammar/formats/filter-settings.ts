import type { Json, Problem } from '#base';

/** A number as it was entered or stored. */
export interface WholeNumber {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  /** Where nothing is entered. */
  readonly empty: number;
}

/** The number that `given` says, and into `problems` what is wrong with it. */
export function readWholeNumber(
  given: Json | undefined,
  { label, min, max, empty }: WholeNumber,
  pointer: string,
  problems: Problem[],
): number {
  if (given === undefined || given === null || given === '') return empty;
  const number = typeof given === 'string' ? Number(given.trim()) : given;
  if (typeof number === 'number' && Number.isInteger(number) && number >= min && number <= max) {
    return number;
  }
  const message = `“${label}” is a whole number from ${min} to ${max}.`;
  problems.push({ pointer, code: 'range', message });
  return empty;
}
