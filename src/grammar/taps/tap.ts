import type { Static, TSchema } from 'typebox';
import { firstDifference } from './first-difference.ts';

/**
 * A named point at which plugins are asked. The room that asks declares it in its `*-taps.ts` and
 * asks in exactly one place. Input and answer are JSON.
 */
export interface Tap<Input, Answer> {
  /** `item_view_alter`: what plugins name it by, without `tap_`. */
  readonly name: string;
  /** One sentence for authors of plugins: when it is asked, and what the answer does. */
  readonly about: string;
  /**
   * What a failure of one handler does: its answer is left out, all that is going on is given up
   * with an error that names the plugin, or what was asked for is denied. Taps that deny are also
   * counted as failed where a plugin is enabled and cannot be asked.
   */
  readonly failure: 'leave_out' | 'abort' | 'deny';
  /** Whether handlers may save things; default false: the tap is asked while something is read. */
  readonly writes?: boolean;
  /**
   * Whether handlers may change the `item` of the input; they answer `{ title?, fields? }` with
   * what is to be different. Default false.
   */
  readonly changesItem?: boolean;
  /** Whether handlers may take long, since no page waits for them. Default false. */
  readonly long?: boolean;
  /** Whether only the plugin that it concerns is asked, by `askOnly`. Default false: all are. */
  readonly concernsOne?: boolean;
  /**
   * What a handler answered as what it has to be; undefined for no answer. Throws `InvalidAnswer`
   * where nothing of it can be used, and tells `leaveOut` of the parts that cannot.
   */
  check(answer: unknown, leaveOut: LeaveOut): Answer | undefined;
  /**
   * What the next handler is given, for taps whose changes accumulate. Without it all are given
   * the same.
   */
  next?(input: Input, answer: Answer, leaveOut: LeaveOut): Input;
}

/** Takes note of a part of an answer that is left out: where it stands, and why. */
export type LeaveOut = (pointer: string, why: string) => void;

const LONGEST_MESSAGE = 500;

/** A handler's answer is not what the tap asks for. What it says may be as long as an answer. */
export class InvalidAnswer extends Error {
  constructor(message: string) {
    super(message.slice(0, LONGEST_MESSAGE));
  }
}

export function defineTap<Input, Answer>(tap: Tap<Input, Answer>): Tap<Input, Answer> {
  return tap;
}

/** A check by JSON Schema; the first difference is named. No answer at all is fine. */
export function answerOf<Schema extends TSchema>(
  schema: Schema,
): (answer: unknown) => Static<Schema> | undefined {
  return (answer) => {
    if (answer === undefined || answer === null) return undefined;
    const wrong = firstDifference(schema, answer);
    if (wrong !== undefined) throw new InvalidAnswer(wrong);
    // The schema says that it is one.
    return answer as Static<Schema>;
  };
}
