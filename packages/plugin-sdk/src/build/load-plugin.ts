import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Script } from 'node:vm';
import type { ConnectedPlugin } from '../guest/connect.ts';
import { placesOf } from '../guest/lines.ts';
import type { Host } from '../host.ts';
import type { Manifest } from '../manifest/index.ts';
import type { TapKey } from '../taps.ts';
import { PluginProblem } from '../plugin-problem.ts';
import { bundle } from './bundle.ts';
import { comesToNoEnd } from './comes-to-no-end.ts';
import { localEntry } from './entry.ts';

export interface LoadedPlugin {
  readonly taps: readonly TapKey[];
  open(host: Host): ConnectedPlugin;
}

/** The file with the functions of the plugin in `folder`. */
export function pluginFile(folder: string): string {
  const file = resolve(folder, 'plugin.ts');
  if (existsSync(file)) return file;
  throw new PluginProblem(
    `${join(folder, 'plugin.ts')} is missing: it has the functions of the plugin.`,
  );
}

/**
 * The functions of the plugin in `folder`, in this process, as they are in its files now and with
 * nothing remembered from before.
 */
export async function loadPlugin(
  folder: string,
  manifest: Pick<Manifest, 'name'>,
): Promise<LoadedPlugin> {
  const file = pluginFile(folder);
  const { code, lines } = await bundle(folder, localEntry(manifest, file), 'expression');
  try {
    const script = new Script(code, { filename: 'trovato:plugin' });
    // What the entry exports.
    return script.runInThisContext({ timeout: LONGEST_LOAD }) as LoadedPlugin;
  } catch (error) {
    const said = error instanceof Error ? error : new Error(String(error));
    const why = isTimeout(said) ? comesToNoEnd(LONGEST_LOAD) : said.message;
    const places = placesOf(said.stack ?? '', lines);
    throw new PluginProblem([`${file} fails when it is loaded: ${why}`, ...places].join('\n'), {
      cause: error,
    });
  }
}

/** Milliseconds for what stands outside of functions. */
const LONGEST_LOAD = 5000;

function isTimeout(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}
