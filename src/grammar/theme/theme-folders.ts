import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Misconfigured } from '#base';
import { readManifest, type ThemeManifest } from './theme-manifest.ts';

const NAME = /^[a-z][a-z0-9_-]*$/;

/** A folder that is a theme, or means to be one. */
export interface ThemeFolder {
  readonly name: string;
  readonly folder: string;
  /** Another theme has its name already. */
  readonly shadowed: boolean;
}

/** All themes in `folders`, those of the first folder first. A folder that is not there is empty. */
export function listThemeFolders(folders: readonly string[]): readonly ThemeFolder[] {
  const names = new Set<string>();
  return folders.filter(existsSync).flatMap((parent) =>
    readdirSync(parent)
      .sort()
      .map((name) => ({ name, folder: join(parent, name) }))
      .filter(({ folder }) => existsSync(join(folder, 'theme.toml')))
      .map(({ name, folder }) => {
        const shadowed = names.has(name);
        names.add(name);
        return { name, folder, shadowed };
      }),
  );
}

/** The theme and those that it builds on, the most general first. */
export function readThemeChain(folders: readonly string[], name: string): readonly ThemeManifest[] {
  const chain: ThemeManifest[] = [];
  let next: string | undefined = name;
  while (next !== undefined) {
    if (chain.some((theme) => theme.name === next)) {
      throw new Misconfigured('theme.base', `The theme "${name}" builds on itself.`);
    }
    const manifest = readManifest(folderOf(folders, next), next);
    chain.unshift(manifest);
    next = manifest.base;
  }
  return chain;
}

function folderOf(folders: readonly string[], name: string): string {
  const expected = 'lower-case letters, digits, dashes and underscores';
  if (!NAME.test(name)) {
    throw new Misconfigured('theme.name', `"${name}" cannot name a theme: ${expected}.`);
  }
  const places = folders.map((folder) => join(folder, name));
  return places.find((place) => existsSync(join(place, 'theme.toml'))) ?? places[0] ?? name;
}
