import type { InstalledPlugin } from './installed-plugin.ts';

/** Whether a plugin is as it was: nobody updated, enabled or disabled it meanwhile. */
export function isSame(
  now: InstalledPlugin | undefined,
  before: InstalledPlugin | undefined,
): boolean {
  return (
    now?.hash === before?.hash &&
    now?.manifest.version === before?.manifest.version &&
    now?.status === before?.status
  );
}
