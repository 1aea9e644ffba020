import type { Queries } from '#platform/database';
import type { RunPlugin, Taps } from '#grammar/taps';
import { findFiles } from './brought/file-store.ts';
import { type PluginFiles, readPluginFiles } from './brought/plugin-files.ts';
import { readComponentFile } from './component-file.ts';
import type { EnablingStep } from './enabling-plan.ts';
import { unknownTaps } from './known-taps.ts';
import { PluginCannotRun, PluginChanged } from './plugin-errors.ts';
import { findComponent } from './plugin-store.ts';
import type { RunningPlugins } from './running-plugins.ts';

/** A plugin that has been started and that nobody asks yet. Disposing ends it if nobody took it. */
export interface StartedPlugin extends Disposable {
  readonly bytes: Buffer;
  /** What stands beside it. */
  readonly files: PluginFiles;
  /** It, as it can be asked on purpose. */
  readonly asked: RunPlugin;
}

/** Sees that a plugin runs as it is to be enabled. Throws `PluginCannotRun`, which says why not. */
export async function startPlugin(
  deps: { readonly taps: Taps; readonly queries: Queries; readonly running: RunningPlugins },
  { plugin, manifest, hash, fromFolder }: EnablingStep,
): Promise<StartedPlugin> {
  const unknown = unknownTaps(deps.taps, manifest);
  if (unknown !== undefined) throw new PluginCannotRun(manifest.label, unknown);
  const { found } = plugin;
  const bytes =
    fromFolder && found && 'manifest' in found
      ? await readComponentFile(found)
      : await findComponent(deps.queries, hash);
  if (bytes === undefined) throw new PluginChanged(manifest.label);
  const files =
    fromFolder && found
      ? await readPluginFiles(found.folder)
      : await findFiles(deps.queries, manifest.name);
  const { capabilities } = manifest;
  try {
    const started = await deps.running.prepare({ manifest, hash, bytes, capabilities });
    const { id, runner } = started.loaded;
    return {
      bytes,
      files,
      asked: { name: manifest.name, taps: manifest.implements, id, runner },
      [Symbol.dispose]: () => started[Symbol.dispose](),
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PluginCannotRun(manifest.label, why, error);
  }
}
