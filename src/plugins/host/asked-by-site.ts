/**
 * Taps about a plugin's own life and work. They prepare, do and delete in its name, so no other
 * plugin may ask them: the site does, when it is time.
 */
export const ASKED_BY_SITE: ReadonlySet<string> = new Set([
  'install',
  'enable',
  'disable',
  'uninstall',
  'upgrade',
  'cron',
  'queue_worker',
]);
