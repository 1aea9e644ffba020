import { Conflict, NotAllowed, TooMany } from '#base';
import type { FormOutcome } from '#grammar/forms';

/**
 * Shows the form again with what `error` says, where it is something that the person in front of
 * it can mend: wait, ask, choose otherwise. Anything else is thrown on.
 */
export function refused(error: unknown): FormOutcome {
  if (error instanceof Conflict || error instanceof NotAllowed || error instanceof TooMany) {
    const { code, message } = error;
    return { kind: 'again', problems: [{ pointer: '', code, message }] };
  }
  throw error;
}
