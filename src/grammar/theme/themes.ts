import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ElementTemplates } from '#grammar/render';
import type { Logger } from '#platform/telemetry';
import { type Assets, createAssets } from './assets.ts';
import { createElementTemplates } from './element-templates.ts';
import { loadTheme, type Theme } from './load-theme.ts';

export interface ThemeOptions {
  /** The folder with all themes. */
  readonly folder: string;
  /** Changed files show on the next page, and parts that failed say so in place. */
  readonly development: boolean;
  readonly log: Logger;
  /** The readers' theme and that of the administration; default `base` and `admin`. */
  readonly site?: string;
  readonly admin?: string;
}

export interface Themes {
  readonly assets: Assets;
  /** Draws items and fields; what `createRenderer` needs. */
  readonly elements: ElementTemplates;
  get(kind: 'site' | 'admin'): Theme;
}

// Looking at some thirty files costs a fifth of a millisecond; not for each part of a page.
const LOOK_EVERY_MS = 200;

/** Both themes, read at once; what is wrong with them is said at start. */
export function createThemes(options: ThemeOptions): Themes {
  const assets = createAssets();
  const names = { site: options.site ?? 'base', admin: options.admin ?? 'admin' };
  const load = (name: string) => loadTheme(name, { ...options, assets });
  const themes = { site: load(names.site), admin: load(names.admin) };
  const seen = { site: stamp(themes.site), admin: stamp(themes.admin) };
  const looked = { site: 0, admin: 0 };

  function get(kind: 'site' | 'admin'): Theme {
    if (!options.development) return themes[kind];
    const now = performance.now();
    if (now - looked[kind] < LOOK_EVERY_MS) return themes[kind];
    looked[kind] = now;
    const current = stamp(themes[kind]);
    if (current === seen[kind]) return themes[kind];
    seen[kind] = current;
    try {
      themes[kind] = load(names[kind]);
    } catch (error) {
      // Half-saved files happen while one writes: the theme as it was stays in use.
      options.log.error({ err: error }, `The theme ${themes[kind].label} could not be read again.`);
    }
    return themes[kind];
  }
  return { assets, get, elements: createElementTemplates(get) };
}

/** Changes when a file of the theme does. */
function stamp(theme: Theme): string {
  return theme.folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => {
        const stat = statSync(join(folder, file), { throwIfNoEntry: false });
        return `${file} ${stat?.mtimeMs} ${stat?.size}`;
      }),
    )
    .join('\n');
}
