import { pointer } from '#base';

/** One thing in a tree that was left out, and why. */
export interface ElementProblem {
  /** JSON pointer (RFC 6901) into the tree: `/#children/title/#level`; '' is the whole. */
  readonly pointer: string;
  /** What was expected there, in a sentence or two. */
  readonly message: string;
}

/** Elements inside elements. */
export const DEEPEST = 40;
export const MOST_ELEMENTS = 10_000;
/** A tree that is wrong everywhere needs no list of everything. */
export const MOST_PROBLEMS = 100;

/** What is left out of the tree. */
export const LEFT_OUT = Symbol('left out');
/** Gives what of `input` may stand, or `LEFT_OUT`; says what is wrong to the walk. */
export type Check = (walk: Walk, input: unknown) => unknown;

/** A way through one tree: where one is, how much there was, what was wrong. */
export class Walk {
  readonly problems: ElementProblem[] = [];
  depth: number;
  elements: number;
  /** How much was wrong, listed or not. */
  refusals = 0;
  readonly #path: (string | number)[] = [];

  /** `around`: what there is of the tree already. */
  constructor(around = { depth: 0, elements: 0 }) {
    this.depth = around.depth;
    this.elements = around.elements;
  }

  /** Checks what stands under `key`. */
  into(key: string | number, check: Check, input: unknown): unknown {
    this.#path.push(key);
    const value = check(this, input);
    this.#path.pop();
    return value;
  }

  /** Something is wrong here. */
  refuse(message: string): typeof LEFT_OUT {
    this.refusals += 1;
    if (this.problems.length < MOST_PROBLEMS) {
      this.problems.push({ pointer: pointer(...this.#path), message });
    } else if (this.problems.length === MOST_PROBLEMS) {
      this.problems.push({ pointer: '', message: 'There is more wrong than is listed here.' });
    }
    return LEFT_OUT;
  }

  /** The name of what is here, as a message begins. */
  get here(): string {
    const key = this.#path.at(-1);
    return typeof key === 'string' ? `“${short(key)}”` : 'This';
  }
}

/** `a, b or c`. */
export function either(names: readonly (string | number)[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/** What was given, as the end of a message. */
export function isNow(input: unknown): string {
  if (input === undefined) return 'There is nothing here.';
  if (input === null) return 'This is null.';
  if (Array.isArray(input)) return 'This is an array.';
  if (typeof input === 'string') return `This is the text “${short(input)}”.`;
  if (typeof input === 'number' || typeof input === 'boolean') return `This is ${input}.`;
  return 'This is an object.';
}

/** Short enough to be repeated in a message. */
export function short(text: string): string {
  const line = text.slice(0, 60).replace(/[\p{Cc}\p{Cs}]+/gu, ' ');
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
