import { TrovatoError } from '#base';
import { MOST_TIME } from '../db/limited.ts';
import { Refusal, type RefusalReason } from '../host/refusal.ts';

/** By the codes of PostgreSQL, or their first two characters. */
const REASONS: Readonly<Record<string, RefusalReason>> = {
  // A transaction that only reads, and what the user has no right to.
  '25': 'not-allowed',
  '42501': 'not-allowed',
  '23505': 'conflict',
  '40001': 'conflict',
  '40P01': 'conflict',
  '55P03': 'unavailable',
  '22': 'invalid',
  '23': 'invalid',
  '42': 'invalid',
  '0A': 'invalid',
  '26': 'invalid',
  '08': 'invalid',
};
const TOO_LONG = '57014';
const MAY_NOT_MAKE_USERS = /permission denied to create role/;

/**
 * What a plugin is told of `error`. The server’s own words are: they are about what the plugin
 * wrote, and its user sees nothing else.
 */
export function sqlRefusal(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Refusal) return error;
  if (error instanceof TrovatoError) {
    // The address of the database is not for plugins.
    if (error.code !== 'database.unavailable') return error;
    return new Refusal('unavailable', 'The database does not let SQL of plugins in.');
  }
  const { message } = error;
  const code = 'code' in error ? String(error.code) : '';
  if (code === TOO_LONG) {
    return new Refusal('unavailable', `It took longer than ${MOST_TIME / 1_000} s and was ended.`);
  }
  if (MAY_NOT_MAKE_USERS.test(message)) {
    const why = 'the database user of the site has no right to make users (CREATEROLE)';
    return new Refusal('unavailable', `SQL of plugins is not to be had here: ${why}.`);
  }
  const reason = REASONS[code] ?? REASONS[code.slice(0, 2)];
  return reason ? new Refusal(reason, `PostgreSQL says: ${message}.`) : error;
}
