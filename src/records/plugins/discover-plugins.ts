import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject } from '#base';
import type { FoundPlugin } from './found-plugin.ts';
import { createFolderReader } from './read-plugin-folder.ts';

/** Where plugins are looked for on this machine. */
export interface PluginPlaces {
  /** Folders with a folder for each plugin; of two of one name the earlier folder's is taken. */
  readonly folders: readonly string[];
  /** `node_modules`: packages with the keyword `trovato-plugin` are plugins, after all folders. */
  readonly packages: string;
}

const KEYWORD = 'trovato-plugin';

/** Finds plugins; a folder with something wrong is among them and says what. */
export function createDiscovery(places: PluginPlaces): () => Promise<readonly FoundPlugin[]> {
  const read = createFolderReader();
  return async () => {
    const folders = await Promise.all([
      ...places.folders.map(foldersIn),
      pluginPackages(places.packages),
    ]);
    const found = await Promise.all(folders.flat().map(read));
    return [...Map.groupBy(found, ({ name }) => name).values()]
      .flatMap(([first, ...rest]) =>
        first ? [{ ...first, others: rest.map(({ folder }) => folder) }] : [],
      )
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  };
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  // A site need not have such a folder.
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => !entry.isFile() && !/^[._]|^node_modules$/.test(entry.name))
    .map(({ name }) => join(folder, name))
    .toSorted();
}

async function pluginPackages(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  const scopes = names.filter((name) => name.startsWith('@'));
  const scoped = await Promise.all(
    scopes.map(async (scope) => {
      const inside = await readdir(join(folder, scope)).catch(() => []);
      return inside.map((name) => join(scope, name));
    }),
  );
  const packages = [...names.filter((name) => !/^[.@]/.test(name)), ...scoped.flat()];
  const plugins = await Promise.all(
    packages.map(async (name) => ((await isPlugin(join(folder, name))) ? [name] : [])),
  );
  return plugins
    .flat()
    .toSorted()
    .map((name) => join(folder, name));
}

async function isPlugin(folder: string): Promise<boolean> {
  try {
    const about: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const keywords = isObject(about) ? about['keywords'] : [];
    return Array.isArray(keywords) && keywords.includes(KEYWORD);
  } catch {
    // No package, or none that npm has put there.
    return false;
  }
}
