import { TrovatoError } from '#base';
import { Refusal } from '../host/refusal.ts';
import { MOST_TIME } from './limited.ts';

/** What PostgreSQL says by a code, for plugins. What it says in words may hold others' data. */
const SAYS: Readonly<Record<string, () => Refusal>> = {
  '23505': () =>
    new Refusal('conflict', 'There is a row already with values that only one row may have.'),
  '23503': () => new Refusal('invalid', 'An id refers to an item or a user that is not there.'),
  '23502': () => new Refusal('invalid', 'A column is left empty that needs a value.'),
  '57014': () =>
    new Refusal('unavailable', `It took longer than ${MOST_TIME / 1_000} s and was ended.`),
  '55P03': () => new Refusal('unavailable', 'Somebody else holds these rows.'),
  '40P01': () => new Refusal('conflict', 'Somebody else changed the same rows.'),
  '40001': () => new Refusal('conflict', 'Somebody else changed the same rows.'),
};

/** `error` as what a plugin is told, where it is the plugin's; otherwise as it is. */
export function asRefusal(error: unknown): unknown {
  if (error instanceof Refusal || error instanceof TrovatoError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const said = SAYS[code];
  if (said !== undefined) return said();
  // Class 22: a value that cannot be taken, such as a time in the year 300,000.
  if (code.startsWith('22')) return new Refusal('invalid', 'A value is outside of what there is.');
  return error;
}
