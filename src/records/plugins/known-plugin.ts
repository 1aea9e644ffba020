import type { Manifest } from '@trovato/plugin-sdk/manifest';
import type { FoundPlugin, UsablePlugin } from './found-plugin.ts';
import type { InstalledPlugin } from './installed-plugin.ts';
import type { RunningPlugins } from './running-plugins.ts';

/** A plugin that is installed, or stands in a folder of this machine, or both. */
export interface KnownPlugin {
  readonly name: string;
  /** What people call it. */
  readonly label: string;
  /** `found`: it could be installed; `broken`: it could not. */
  readonly state: 'found' | 'broken' | InstalledPlugin['status'];
  /** As it is installed, else as it would be; undefined: broken. */
  readonly manifest: Manifest | undefined;
  readonly installed: InstalledPlugin | undefined;
  readonly found: FoundPlugin | undefined;
  /** What stands in its folder is another version or another component. */
  readonly update: UsablePlugin | undefined;
  readonly problems: readonly PluginProblem[];
  /** The enabled plugins that need it. */
  readonly neededBy: readonly { readonly name: string; readonly label: string }[];
}

/** What has to be looked into. */
export interface PluginProblem {
  /**
   * `fails`: it is enabled and does not run; `stopped`: it kept failing; `broken` and `unbuilt`:
   * its folder; `twice`: there are two of one name.
   */
  readonly kind: 'fails' | 'stopped' | 'broken' | 'unbuilt' | 'twice';
  /** Sentences: what is wrong. */
  readonly says: string;
  /** A sentence: what to do. */
  readonly advice: string;
}

/** All plugins, installed and found, by name. */
export function knownPlugins(
  installed: readonly InstalledPlugin[],
  found: readonly FoundPlugin[],
  failureOf: RunningPlugins['failureOf'],
): readonly KnownPlugin[] {
  const names = new Set([...installed, ...found].map(({ name }) => name));
  return [...names].toSorted().map((name): KnownPlugin => {
    const row = installed.find((one) => one.name === name);
    const folder = found.find((one) => one.name === name);
    const usable = folder && 'manifest' in folder ? folder : undefined;
    const manifest = row?.manifest ?? usable?.manifest;
    return {
      name,
      label: manifest?.label ?? name,
      state: row?.status ?? (usable ? 'found' : 'broken'),
      manifest,
      installed: row,
      found: folder,
      update: row && usable && isOther(usable, row) ? usable : undefined,
      problems: problemsOf(row, folder, failureOf),
      neededBy: installed
        .filter((other) => other.status === 'enabled' && other.manifest.dependencies.includes(name))
        .map((other) => ({ name: other.name, label: other.manifest.label })),
    };
  });
}

function isOther(found: UsablePlugin, installed: InstalledPlugin): boolean {
  const { version } = installed.manifest;
  return (
    found.manifest.version !== version ||
    found.hash !== installed.hash ||
    found.files !== installed.files
  );
}

function problemsOf(
  installed: InstalledPlugin | undefined,
  found: FoundPlugin | undefined,
  failureOf: RunningPlugins['failureOf'],
): readonly PluginProblem[] {
  const failure = installed?.status === 'enabled' ? failureOf(installed.name) : undefined;
  const stopped = installed?.statusReason;
  const broken = found && 'problem' in found ? found : undefined;
  const others = found?.others ?? [];
  const problems: readonly (PluginProblem | readonly never[])[] = [
    failure === undefined
      ? []
      : {
          kind: 'fails',
          says: `It does not run: ${failure}`,
          advice:
            'Update it, or disable it until there is a version that runs. What it guards, if it does, stays closed until then.',
        },
    stopped === undefined
      ? []
      : {
          kind: 'stopped',
          says: `It was disabled because it kept failing: ${stopped}`,
          advice:
            'The log says more. Enable it again when that is mended. What it guards, if it does, stays closed until then, or until somebody disables it.',
        },
    broken === undefined
      ? []
      : {
          kind: broken.kind,
          says: broken.problem,
          advice:
            broken.kind === 'unbuilt'
              ? `On this machine run: npx trovato-plugin build ${broken.folder}`
              : `Put that right in ${broken.folder}, or take the folder away.`,
        },
    others.length === 0
      ? []
      : {
          kind: 'twice',
          says: `There is another one of this name in ${others.join(' and ')}; the one in ${found?.folder ?? ''} is taken.`,
          advice: 'Take away the one that is not wanted.',
        },
  ];
  return problems.flat();
}
