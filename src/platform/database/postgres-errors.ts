import { Unavailable } from '#base';
import { DatabaseError } from 'pg';
import { asDiskFull } from './disk-full.ts';

/** Errors of the server that mean "not now", besides those of the class 08 (connection). */
const NOT_NOW = new Set(['53300', '57P01', '57P02', '57P03', '57P05', '28000', '28P01', '3D000']);
const NETWORK = /^(?:ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_|ENOENT|EACCES)/;
/** pg has no codes for these. */
const LOST =
  /connection (?:terminated|ended)|timeout e(?:xceeded|xpired)|client has encountered|not queryable|server does not support SSL/i;

/** `error` as `Unavailable` naming `place` when it means that the database cannot be reached. */
export function asUnavailable(error: unknown, place: string): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error ? String(error.code) : '';
  const unreachable =
    error instanceof DatabaseError
      ? code.startsWith('08') || NOT_NOW.has(code)
      : NETWORK.test(code) || LOST.test(error.message);
  if (!unreachable) return asDiskFull(error);
  return new Unavailable(
    'database.unavailable',
    `PostgreSQL at ${place} cannot be used: ${error.message || code}. Check that it runs and that DATABASE_URL is right.`,
    { cause: error },
  );
}
