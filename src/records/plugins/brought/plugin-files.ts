import { createHash } from 'node:crypto';
import { lstat, readdir, readFile } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { join } from 'node:path';

/** What stands beside the component of a plugin, by path: `templates/…`, `assets/…`. */
export type PluginFiles = ReadonlyMap<string, Buffer>;

export const NO_FILES: PluginFiles = new Map();

const FOLDERS = ['assets', 'templates'];
const MOST_FILES = 200;
const MOST_BYTES = 8 * 2 ** 20;

/** The files in the folder of a plugin; an error says in a sentence what is too much. */
export async function readPluginFiles(folder: string): Promise<PluginFiles> {
  const files = new Map<string, Buffer>();
  let bytes = 0;
  for (const part of FOLDERS) {
    // A plugin need not have it.
    const names: readonly string[] = await readdir(join(folder, part)).catch(() => []);
    if (names.length > 0) refuseLink(part, await lstat(join(folder, part)));
    for (const name of names.toSorted()) {
      const file = join(folder, part, name);
      const found = await lstat(file);
      refuseLink(`${part}/${name}`, found);
      if (!found.isFile()) continue;
      bytes += found.size;
      if (files.size >= MOST_FILES || bytes > MOST_BYTES) {
        throw new Error(
          `templates and assets may be ${MOST_FILES} files of ${MOST_BYTES / 2 ** 20} MiB together`,
        );
      }
      files.set(`${part}/${name}`, await readFile(file));
    }
  }
  return files;
}

/** Whatever it leads to would be handed to readers: the key of the site, too. */
function refuseLink(path: string, found: Stats): void {
  if (found.isSymbolicLink())
    throw new Error(`${path} is a link; a plugin has files of its own in its folder`);
}

/** SHA-256 of all of them, hexadecimal; '' for none. */
export function hashOfFiles(files: PluginFiles): string {
  if (files.size === 0) return '';
  const hash = createHash('sha256');
  for (const [path, bytes] of files) hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  return hash.digest('hex');
}
