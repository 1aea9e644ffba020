import { systemClock } from '#base';
import {
  createForms,
  createFormStates,
  type FormParts,
  type Forms,
  formTaps,
} from '#grammar/forms';
import { createTaps } from '#grammar/taps';
import { openTestDatabase } from './database.ts';

/** The forms room on a database of the test's own. */
export async function openTestForms(
  parts: Partial<Omit<FormParts, 'states'>> & { readonly longestWait?: number } = {},
): Promise<Forms & AsyncDisposable> {
  const { secret = 'secret', clock = systemClock, longestWait = 10_000 } = parts;
  const database = await openTestDatabase();
  const states = createFormStates({ database, secret, clock, longestWait });
  const forms = createForms({
    takeUpload: async () => '',
    taps: createTaps(formTaps),
    ...parts,
    secret,
    clock,
    states,
  });
  return { ...forms, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}
