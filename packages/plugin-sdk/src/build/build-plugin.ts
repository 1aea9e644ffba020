import { readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Manifest, readManifest } from '../manifest/index.ts';
import { bundle } from './bundle.ts';
import { checkFunctions } from './check-functions.ts';
import { checkTypes } from './check-types.ts';
import { ENGINE, makeComponent } from './componentize.ts';
import { componentEntry } from './entry.ts';
import { loadPlugin, pluginFile } from './load-plugin.ts';
import { hasStamp, stampOf } from './stamp.ts';
import { worldOf } from './world.ts';

export interface BuiltPlugin {
  readonly manifest: Manifest;
  /** The component. */
  readonly file: string;
  readonly bytes: number;
  /** Nothing had changed since it was built, so it was left as it is. */
  readonly unchanged: boolean;
  /** Why its types were not checked, although they were to be. */
  readonly unchecked?: string;
}

export interface BuildOptions {
  /** Default true: have TypeScript look at it first, where it is installed with the plugin. */
  readonly check?: boolean;
}

/**
 * Builds the plugin in `folder` into `NAME.wasm` beside its manifest. Throws `PluginProblem` for
 * what its author has to put right; an older `NAME.wasm` stays then.
 */
export async function buildPlugin(
  folder: string,
  { check = true }: BuildOptions = {},
): Promise<BuiltPlugin> {
  const root = resolve(folder);
  const manifest = readManifest(root);
  const { taps } = await loadPlugin(root, manifest);
  checkFunctions(root, manifest, taps);
  const unchecked = check ? await checkTypes(root) : undefined;
  const notes = unchecked === undefined ? {} : { unchecked };
  const { wit } = manifest;
  const bundled = await bundle(root, componentEntry(manifest, pluginFile(root), taps));
  const world = worldOf(wit, manifest.implements, manifest.capabilities);
  const stamp = stampOf(bundled.code, world, ENGINE);
  const file = join(root, `${manifest.name}.wasm`);
  const before = await readFile(file).catch(() => Buffer.alloc(0));
  if (hasStamp(before, stamp)) {
    return { manifest, file, bytes: before.length, unchanged: true, ...notes };
  }
  const made = await makeComponent({ bundle: bundled, wit, world });
  const component = Buffer.concat([made, stamp]);
  // At once, so that nobody who is looking sees half of it.
  const fresh = `${file}.${process.pid}`;
  await writeFile(fresh, component);
  await rename(fresh, file);
  return { manifest, file, bytes: component.length, unchanged: false, ...notes };
}
