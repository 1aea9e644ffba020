import type { RunPlugin, TapInfo, TapOutcome } from '#grammar/taps';
import type { InstalledPlugin } from './installed-plugin.ts';

/**
 * Stands for a plugin that ought to be asked and cannot be: it fails at all taps that deny then.
 * So what a plugin guards does not open because the plugin does not run. undefined: it guards
 * nothing.
 */
export function standIn(
  { name, manifest }: InstalledPlugin,
  declared: readonly TapInfo[],
): RunPlugin | undefined {
  const denying = declared.flatMap((tap) => (tap.failure === 'deny' ? tap.name : []));
  const taps = manifest.implements.filter((tap) => denying.includes(tap));
  if (taps.length === 0) return undefined;
  const outcome: TapOutcome = { error: new Error(`The plugin “${name}” does not run.`) };
  return {
    name,
    weight: manifest.weight,
    taps,
    absent: true,
    runner: { ask: async (_ctx, _tap, ids, inputs) => ids.map(() => inputs.map(() => outcome)) },
  };
}

/** Whether the program took it out of service, and not somebody who may. */
export function isStopped({ status, statusReason }: InstalledPlugin): boolean {
  return status === 'disabled' && statusReason !== undefined;
}
