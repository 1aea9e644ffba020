/** One thing that is wrong with what was sent, in words for the person who sent it. */
export interface Problem {
  /** JSON pointer (RFC 6901) into what was sent, e.g. `/fields/body/0/value`; '' is the whole. */
  readonly pointer: string;
  /** A sentence: what is wrong and what was expected. */
  readonly message: string;
  /** Stable name for programs, e.g. `required`, `too_long`, `unknown_field`. */
  readonly code: string;
}

/** Who sends a thousand wrong values learns nothing from the last nine hundred messages. */
export const MOST_PROBLEMS = 100;

/** `parts` as a JSON pointer, with `~` and `/` escaped. */
export function pointer(...parts: readonly (string | number)[]): string {
  return parts
    .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

/** `problem` as seen from one level further out. */
export function nested(prefix: string, problem: Problem): Problem {
  return { ...problem, pointer: prefix + problem.pointer };
}
