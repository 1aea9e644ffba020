import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { PluginProblem, readManifest } from '@trovato/plugin-sdk/manifest';
import { hashOfFiles, readPluginFiles } from './brought/plugin-files.ts';
import type { FoundPlugin } from './found-plugin.ts';

/** As much as a component may have. */
export const MOST_BYTES = 32 * 2 ** 20;

/** Reads folders with plugins, and components only when they are other files than before. */
export function createFolderReader(): (folder: string) => Promise<FoundPlugin> {
  const hashes = new Map<string, { readonly as: string; readonly hash: string }>();

  async function hashOf(file: string, as: string): Promise<string> {
    const known = hashes.get(file);
    if (known?.as === as) return known.hash;
    const hash = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    hashes.set(file, { as, hash });
    return hash;
  }

  return async (folder) => {
    let name = basename(folder);
    const broken = (problem: string, kind: 'broken' | 'unbuilt' = 'broken'): FoundPlugin => ({
      kind,
      name,
      folder,
      others: [],
      problem: problem.replaceAll(join(folder, '/'), ''),
    });
    try {
      const manifest = readManifest(folder);
      name = manifest.name;
      const file = join(folder, `${name}.wasm`);
      const found = await stat(file).catch(() => undefined);
      if (found?.isFile() !== true) {
        return broken(`It is not built yet: ${name}.wasm is missing.`, 'unbuilt');
      }
      if (found.size > MOST_BYTES) {
        return broken(`${file} has more than ${MOST_BYTES / 2 ** 20} MiB, which is the most.`);
      }
      const hash = await hashOf(file, `${found.size} ${found.mtimeMs} ${found.ino}`);
      const files = hashOfFiles(await readPluginFiles(folder));
      return { name, folder, others: [], manifest, file, hash, files };
    } catch (error) {
      if (error instanceof PluginProblem) return broken(error.message);
      const said = error instanceof Error ? error.message : String(error);
      return broken(`${folder} cannot be read: ${said}.`);
    }
  };
}
