import { capabilityWords, type Manifest } from '@trovato/plugin-sdk/manifest';
import type { UsablePlugin } from './found-plugin.ts';
import type { KnownPlugin } from './known-plugin.ts';
import { isAskedBeforeEnabling } from './life-cycle.ts';
import { PluginNeedsOthers } from './plugin-errors.ts';
import { withAllNeeded } from './plugin-order.ts';

/** What is done to have a plugin asked, and what somebody has to agree to before. */
export interface EnablingPlan {
  /** Each after what it needs; empty: there is nothing to do. */
  readonly steps: readonly EnablingStep[];
  readonly asks: readonly Ask[];
}

export interface EnablingStep {
  readonly plugin: KnownPlugin;
  /** As it will be. */
  readonly manifest: Manifest;
  readonly hash: string;
  /** Whether what stands in the folder is taken, for it is not installed or is to be updated. */
  readonly fromFolder: boolean;
  /** Whether it is enabled then; otherwise that stays as it is. */
  readonly enables: boolean;
}

export interface Ask {
  /** What is sent back to agree: `grant reading-time variables`. */
  readonly key: string;
  /** In a sentence. */
  readonly says: string;
}

/**
 * The plan to have `name` asked, together with what it needs; with `update` as it stands in its
 * folder. Throws `PluginNeedsOthers`.
 */
export function planEnabling(
  name: string,
  known: readonly KnownPlugin[],
  { update = false } = {},
): EnablingPlan {
  const step = (one: string): EnablingStep | undefined => {
    const plugin = known.find((other) => other.name === one);
    if (plugin === undefined) return undefined;
    const { installed, found } = plugin;
    const usable = found && 'manifest' in found ? found : undefined;
    const fromFolder = installed === undefined || (update && one === name);
    const taken = fromFolder ? usable : installed;
    return (
      taken && { plugin, manifest: taken.manifest, hash: taken.hash, fromFolder, enables: true }
    );
  };
  const { names, problems } = withAllNeeded(name, (one) => step(one)?.manifest);
  if (problems.length > 0) throw new PluginNeedsOthers(problems);
  const steps = names
    .flatMap((one) => step(one) ?? [])
    .filter(({ plugin, fromFolder }) => plugin.state !== 'enabled' || fromFolder);
  const label = known.find((one) => one.name === name)?.label ?? name;
  return { steps, asks: steps.flatMap((one) => asksOf(one, name, label)) };
}

/**
 * The plan to put `found` in the place of what is installed, or of nothing, of a plugin that is
 * not enabled. What it may do is asked when it is enabled, unless it is asked something before.
 */
export function planTaking(plugin: KnownPlugin, found: UsablePlugin): EnablingPlan {
  const { manifest, hash } = found;
  const step = { plugin, manifest, hash, fromFolder: true, enables: false };
  const asks = isAskedBeforeEnabling(step) ? asksOf(step, plugin.name, manifest.label) : [];
  return { steps: [step], asks };
}

function asksOf({ plugin, manifest }: EnablingStep, name: string, label: string): readonly Ask[] {
  const others = { key: `enable ${plugin.name}`, says: otherSays(manifest, label) };
  const granted = new Set(plugin.installed?.grants.map(({ capability }) => capability));
  return [
    ...(plugin.name === name ? [] : [others]),
    ...manifest.capabilities
      .filter((capability) => !granted.has(capability))
      .map((capability) => ({
        key: `grant ${plugin.name} ${capability}`,
        says: `“${manifest.label}” may: ${capabilityWords(capability).toLowerCase()}.`,
      })),
  ];
}

function otherSays({ label }: Manifest, needing: string): string {
  return `“${label}” is enabled, too, since “${needing}” does not run without it.`;
}
