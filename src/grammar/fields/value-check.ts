import { type JsonObject, type Problem, isObject, pointer } from '#base';
import type { Validated } from './field-type.ts';

/** What every `validate` says the same way. */

/** Nothing is wrong. */
export function accepted<Value>(value: Value): Validated<Value> {
  return { ok: true, value };
}

/** One thing is wrong, at `at` inside the value. */
export function refused(code: string, message: string, at: string): Validated<never> {
  return { ok: false, problems: [{ pointer: at, code, message }] };
}

/** The parts of a value together: all of them accepted, or the problems of all. */
export function together<Parts extends { readonly [key: string]: unknown }>(parts: {
  readonly [Key in keyof Parts]: Validated<Parts[Key]>;
}): Validated<Parts> {
  const checked: [string, Validated<unknown>][] = Object.entries(parts);
  const problems = checked.flatMap(([, part]): readonly Problem[] =>
    part.ok ? [] : part.problems,
  );
  if (problems.length > 0) return { ok: false, problems };
  const values = checked.map(([key, part]) => [key, part.ok ? part.value : undefined]);
  // Each key of Parts was checked by its own Validated<Parts[Key]>, and all were accepted.
  return { ok: true, value: Object.fromEntries(values) as Parts };
}

/** The object that a value must be, with no other keys than `allowed`. */
export function checkObject(
  input: unknown,
  allowed: readonly string[],
  example: JsonObject,
): Validated<{ readonly [key: string]: unknown }> {
  if (!isObject(input)) {
    return refused(
      'type',
      `Expected an object, e.g. ${JSON.stringify(example)}. ${isNow(input)}`,
      '',
    );
  }
  const unknown = Object.keys(input).filter((key) => !allowed.includes(key));
  if (unknown.length === 0) return accepted(input);
  const keys =
    allowed.length === 1 ? `The only key is ${allowed[0]}` : `The keys are ${list(allowed)}`;
  return {
    ok: false,
    problems: unknown.slice(0, 10).map((key) => ({
      pointer: pointer(key),
      code: 'unknown_key',
      message: `There is no “${short(key)}” in this value. ${keys}.`,
    })),
  };
}

/** What `input` is, as the end of a message about what was expected. */
export function isNow(input: unknown): string {
  if (input === undefined) return 'There is nothing here.';
  if (input === null) return 'This is null.';
  if (Array.isArray(input)) return 'This is an array.';
  if (typeof input === 'string') return 'This is text.';
  if (typeof input === 'object') return 'This is an object.';
  return `This is a ${typeof input}.`;
}

/** `a, b and c`. */
export function list(names: readonly string[], last = 'and'): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1)}`;
}

/** What was entered, short enough to be repeated in a message. */
export function short(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cs}]+/gu, ' ');
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
