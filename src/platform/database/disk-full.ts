import { Unavailable } from '#base';

const DISK_FULL = '53100';

/** `error` as `Unavailable` when it means that the disk of the database has no room left. */
export function asDiskFull(error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error && error.code === DISK_FULL)) return error;
  return new Unavailable(
    'database.disk_full',
    'The disk of the database is full, so nothing can be saved; what was saved before is safe. Make room on it.',
    { cause: error },
  );
}
