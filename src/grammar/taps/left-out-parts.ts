import type { RequestContext } from '#grammar/access';
import { InvalidAnswer, type LeaveOut } from './tap.ts';

/** An answer with more parts that cannot be used is no answer. */
const MOST = 1_000;
/** So many are told of. */
const TOLD = 20;
const LONGEST = 200;

/**
 * Takes note of the parts of a plugin's answers that are left out. However many there are, the log
 * gets one line, with how many and the first few.
 */
export function createLeftOutParts(): {
  /** For one answer. Throws `InvalidAnswer` when too much of it is left out. */
  ofAnswer(): LeaveOut;
  log(ctx: RequestContext, note: { readonly plugin: string; readonly tap: string }): void;
} {
  let count = 0;
  const parts: { readonly pointer: string; readonly why: string }[] = [];
  return {
    ofAnswer() {
      let ofThis = 0;
      return (pointer, why) => {
        count += 1;
        ofThis += 1;
        if (parts.length < TOLD) {
          parts.push({ pointer: pointer.slice(0, LONGEST), why: why.slice(0, LONGEST) });
        }
        if (ofThis > MOST) {
          throw new InvalidAnswer(
            `more than ${MOST.toLocaleString('en')} parts of it cannot be used; the first is ${parts[0]?.pointer}: ${parts[0]?.why}`,
          );
        }
      };
    },
    log(ctx, note) {
      const [one] = parts;
      if (one === undefined) return;
      const what = count === 1 ? 'A part' : `${count.toLocaleString('en')} parts`;
      const are = count === 1 ? 'is' : 'are';
      ctx.log.warn(
        { ...note, count, parts },
        `${what} of what a plugin answered ${are} left out: ${one.why}`,
      );
    },
  };
}
