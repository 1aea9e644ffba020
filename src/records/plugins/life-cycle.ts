import { withTransaction, type RequestContext } from '#grammar/access';
import { PluginFailed, type RunPlugin, type Tap, type Taps } from '#grammar/taps';
import { inSavepoint, type Transaction } from '#platform/database';
import type { EnablingStep } from './enabling-plan.ts';
import { enable, install, upgrade } from './life-cycle-taps.ts';
import { PluginFailedAtChange } from './plugin-errors.ts';

/**
 * Asks a plugin that is being installed, updated or enabled, as part of the transaction: it alone,
 * and once. Throws `PluginFailedAtChange`, after which nothing of the change may be kept.
 */
export async function askOfStep(
  taps: Taps,
  ctx: RequestContext,
  transaction: Transaction,
  { step, asked }: { readonly step: EnablingStep; readonly asked: RunPlugin },
): Promise<void> {
  const { plugin, manifest, fromFolder } = step;
  const { version, label } = manifest;
  const inside = withTransaction(ctx, transaction);
  const ask = async <Input>(tap: Tap<Input, null>, input: Input): Promise<void> => {
    try {
      await taps.askOnly(inside, tap, asked, input);
    } catch (error) {
      throw error instanceof PluginFailed
        ? new PluginFailedAtChange(label, tap.name, error)
        : error;
    }
  };
  const from = plugin.installed?.manifest.version;
  if (from === undefined) await ask(install, { version });
  else if (fromFolder && from !== version) await ask(upgrade, { from, to: version });
  if (step.enables && plugin.state !== 'enabled') await ask(enable, { version });
}

/** Whether the plugin is asked something before somebody enables it, and may do it then. */
export function isAskedBeforeEnabling({
  plugin,
  manifest,
}: Omit<EnablingStep, 'enables'>): boolean {
  const { installed } = plugin;
  if (installed === undefined) return manifest.implements.includes(install.name);
  const another = installed.manifest.version !== manifest.version;
  return another && manifest.implements.includes(upgrade.name);
}

/**
 * Asks a plugin that is being disabled or uninstalled, as part of the transaction. When it fails
 * nothing of what it did is kept, and the change goes on: nobody is to be stuck with it.
 */
export async function askOnLeaving(
  taps: Taps,
  ctx: RequestContext,
  transaction: Transaction,
  leaving: {
    /** `disable` or `uninstall`. */
    readonly tap: Tap<{ readonly version: string }, null>;
    readonly plugin: string | RunPlugin;
    readonly version: string;
  },
): Promise<void> {
  const { tap, plugin, version } = leaving;
  const inside = withTransaction(ctx, transaction);
  try {
    await inSavepoint(transaction, async () => {
      const { failed } = await taps.askOnly(inside, tap, plugin, { version });
      if (failed.length > 0) throw new LeftAnyway();
    });
  } catch (error) {
    // Why is in the log already.
    if (!(error instanceof LeftAnyway)) throw error;
  }
}

class LeftAnyway extends Error {}
