import { defineTap } from '#grammar/taps';

/** What the taps of a plugin's life have in common: only it is asked, and may take its time. */
const ofItsLife = {
  writes: true,
  long: true,
  concernsOne: true,
  check: () => undefined,
} as const;

interface Versioned {
  readonly version: string;
}

export const install = defineTap<Versioned, null>({
  ...ofItsLife,
  name: 'install',
  about:
    'Asked of a plugin that is installed, once: prepares what it needs. Part of the same transaction: when it fails, the plugin is not installed and nothing of it stays.',
  failure: 'abort',
});

export const enable = defineTap<Versioned, null>({
  ...ofItsLife,
  name: 'enable',
  about:
    'Asked of a plugin that is enabled, after `install` where it was not installed. Part of the same transaction: when it fails, the plugin is not enabled.',
  failure: 'abort',
});

export const upgrade = defineTap<{ readonly from: string; readonly to: string }, null>({
  ...ofItsLife,
  name: 'upgrade',
  about:
    'Asked of a plugin of which another version takes the place of the one that was installed: brings what it keeps up to date. Part of the same transaction: when it fails, the version before stays.',
  failure: 'abort',
});

export const disable = defineTap<Versioned, null>({
  ...ofItsLife,
  name: 'disable',
  about:
    'Asked of a plugin that somebody disables; not when the program stops it, since it kept failing. It is disabled all the same when it fails; then nothing stays of what it did here.',
  failure: 'leave_out',
});

export const uninstall = defineTap<Versioned, null>({
  ...ofItsLife,
  name: 'uninstall',
  about:
    'Asked of a plugin that is uninstalled, before what it kept is deleted. It is uninstalled all the same when it fails; then nothing stays of what it did here.',
  failure: 'leave_out',
});

/** The taps of this room. */
export const lifeCycleTaps = [install, enable, upgrade, disable, uninstall] as const;
