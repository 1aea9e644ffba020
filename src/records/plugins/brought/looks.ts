import { canonicalJson, type Json } from '#base';
import type { Queries } from '#platform/database';
import type { InstalledPlugin } from '../installed-plugin.ts';
import { findFiles } from './file-store.ts';
import { NO_FILES, type PluginFiles } from './plugin-files.ts';

/** What a plugin that is asked adds to the look of the site. */
export interface PluginLook {
  readonly plugin: string;
  /** What it said to `theme`. */
  readonly look: Json | undefined;
  readonly files: PluginFiles;
}

/** The looks of the plugins that this kernel asks. */
export interface Looks {
  /** Reads what is new; `plugins` in the order in which they are asked. */
  read(queries: Queries, plugins: readonly InstalledPlugin[]): Promise<void>;
  /** The same list until it changes. */
  list(): readonly PluginLook[];
}

export function createLooks(): Looks {
  let known: readonly { readonly key: string; readonly look: PluginLook }[] = [];
  let looks: readonly PluginLook[] = [];
  return {
    async read(queries, plugins) {
      const next: { readonly key: string; readonly look: PluginLook }[] = [];
      for (const { name: plugin, files: hash, declared } of plugins) {
        const look = declared.brought['theme'];
        if (hash === '' && look === undefined) continue;
        const key = `${plugin} ${hash} ${canonicalJson(look ?? null)}`;
        const before = known.find((one) => one.key === key);
        if (before !== undefined) {
          next.push(before);
          continue;
        }
        const files = hash === '' ? NO_FILES : await findFiles(queries, plugin);
        next.push({ key, look: { plugin, look, files } });
      }
      const same =
        next.length === known.length && next.every(({ key }, i) => key === known[i]?.key);
      if (same) return;
      known = next;
      looks = next.map(({ look }) => look);
    },
    list: () => looks,
  };
}
