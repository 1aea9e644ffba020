import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '#grammar/access';
import type { Theme, Themes } from '#grammar/theme';
import type { Rooms } from './kernel.ts';

/** What pages are made from and kernels keep in memory, in a word that changes with it. */
export function createPageBasis(
  rooms: Pick<Rooms, 'items' | 'savedFormats' | 'plugins' | 'gathers'>,
  themes: Pick<Themes, 'get'>,
): (actor: Actor) => string {
  const { items, savedFormats, plugins, gathers } = rooms;
  const themeWord = remembered((theme: Theme) => hashOf(filesOf(theme.folders)) + theme.stylesheet);
  const word = remembered((what: object) => hashOf([JSON.stringify(what)]));
  const pluginsWord = remembered((asked: ReturnType<typeof plugins.asked>) =>
    hashOf(asked.map(({ name, hash, files }) => `${name} ${hash} ${files}`)),
  );
  return () =>
    [
      themeWord(themes.get('site')),
      word(items.listTypesEverywhere()),
      word(savedFormats.list()),
      word(gathers.list()),
      pluginsWord(plugins.asked()),
    ].join(' ');
}

/** `make` is asked once for each object: rooms have another one when something changes. */
function remembered<What extends object>(make: (what: What) => string): (what: What) => string {
  const known = new WeakMap<What, string>();
  return (what) => {
    const before = known.get(what);
    if (before !== undefined) return before;
    const made = make(what);
    known.set(what, made);
    return made;
  };
}

function* filesOf(folders: readonly string[]): Iterable<string | Buffer> {
  for (const folder of folders) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!/\.html$|\.toml$|\.ya?ml$|\.json$/.test(entry.name) || !entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      yield path.slice(folder.length);
      yield readFileSync(path);
    }
  }
}

function hashOf(parts: Iterable<string | Buffer>): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('base64url').slice(0, 22);
}
