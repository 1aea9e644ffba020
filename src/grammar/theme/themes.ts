import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Json, sameJson } from '#base';
import type { ElementTemplates } from '#grammar/render';
import type { Logger } from '#platform/telemetry';
import { type Asset, type Assets, createAssets } from './assets.ts';
import { createElementTemplates } from './element-templates.ts';
import { listThemes, type ListedTheme } from './list-themes.ts';
import { loadTheme, type Theme } from './load-theme.ts';
import type { PluginLook } from './plugin-looks.ts';

/** What administrators chose. Asked for each part of a page: answers from memory. */
export interface Appearance {
  /** The name of the readers' theme. */
  theme(): string;
  /** What was set for a theme; the same object as long as nothing changes. */
  settings(theme: string): Json | undefined;
}

export interface ThemeOptions {
  /** The folders with themes: that of the program, then that of the site. */
  readonly folders: readonly string[];
  /** Changed files show on the next page, and parts that failed say so in place. */
  readonly development: boolean;
  /** Comments around each part say which template made it. */
  readonly debug?: boolean;
  readonly log: Logger;
  /** Default: the theme `base`, as it is. */
  readonly appearance?: Appearance;
  /** What plugins add to every theme; the same list as long as nothing changes. */
  readonly looks?: () => readonly PluginLook[];
}

export interface Themes {
  readonly assets: Assets;
  /** Draws items, fields and components; what `createRenderer` needs. */
  readonly elements: ElementTemplates;
  /** The theme in use; the theme `base` when the chosen one cannot be read. */
  get(kind: 'site' | 'admin'): Theme;
  /** Any theme, for previews; throws `Misconfigured` when it cannot be read. */
  open(name: string): Theme;
  /** The themes for readers, with what is wrong with them. */
  list(): readonly ListedTheme[];
}

/** The theme that readers see when nobody chose one, or when the chosen one cannot be read. */
export const DEFAULT_THEME = 'base';

// Looking at some thirty files costs a fifth of a millisecond; not for each part of a page.
const LOOK_EVERY_MS = 200;
/** Whoever asks for files that are not there makes no work. */
const LIST_EVERY_MS = 1_000;
/** How long a theme that cannot be read is left alone in production. */
const TRY_AGAIN_MS = 10_000;

const NO_LOOKS: readonly PluginLook[] = [];

interface Loaded {
  theme: Theme;
  stored: Json | undefined;
  readonly looks: readonly PluginLook[];
  seen: string;
  looked: number;
}

/** The readers' theme and that of the administration; the latter and `base` have to be right. */
export function createThemes(options: ThemeOptions): Themes {
  const assets = createAssets();
  const { development, log } = options;
  const appearance: Appearance = options.appearance ?? {
    theme: () => DEFAULT_THEME,
    settings: () => undefined,
  };
  const loaded = new Map<string, Loaded>();
  const broken = new Map<string, { readonly until: number; readonly why: unknown }>();

  function load(name: string, stored: Json | undefined): Theme {
    const looks = options.looks?.() ?? NO_LOOKS;
    const theme = loadTheme(name, { ...options, looks, assets }, stored);
    const seen = development ? stamp(theme) : '';
    loaded.set(name, { theme, stored, looks, seen, looked: performance.now() });
    return theme;
  }

  function open(name: string): Theme {
    const stored = appearance.settings(name);
    const known = loaded.get(name);
    if (known === undefined) return load(name, stored);
    if (known.looks !== (options.looks?.() ?? NO_LOOKS)) return load(name, stored);
    if (known.stored !== stored) {
      if (!sameJson(known.stored, stored)) return load(name, stored);
      known.stored = stored;
    }
    return development ? current(name, known) : known.theme;
  }

  /** The theme as its files are now. */
  function current(name: string, known: Loaded): Theme {
    const now = performance.now();
    if (now - known.looked < LOOK_EVERY_MS) return known.theme;
    known.looked = now;
    const seen = stamp(known.theme);
    if (seen === known.seen) return known.theme;
    known.seen = seen;
    try {
      return load(name, known.stored);
    } catch (error) {
      // Half-saved files happen while one writes: the theme as it was stays in use.
      log.error({ err: error }, `The theme ${known.theme.label} could not be read again.`);
      return known.theme;
    }
  }

  function get(kind: 'site' | 'admin'): Theme {
    if (kind === 'admin') return open('admin');
    const name = appearance.theme();
    if (name === DEFAULT_THEME) return open(name);
    const wrong = broken.get(name);
    if (wrong !== undefined && performance.now() < wrong.until) return open(DEFAULT_THEME);
    try {
      const theme = open(name);
      broken.delete(name);
      return theme;
    } catch (error) {
      if (String(wrong?.why) !== String(error)) {
        log.error({ err: error, theme: name }, 'The chosen theme cannot be read; base stands in.');
      }
      const wait = development ? LOOK_EVERY_MS : TRY_AGAIN_MS;
      broken.set(name, { until: performance.now() + wait, why: error });
      return open(DEFAULT_THEME);
    }
  }

  let listed = Number.NEGATIVE_INFINITY;
  const list = (): readonly ListedTheme[] => {
    listed = performance.now();
    return listThemes(options.folders, open, assets);
  };

  /** Another kernel may have sent a page with a sheet or a picture that was not made here yet. */
  function findAsset(path: string): Asset | undefined {
    const known = assets.find(path);
    if (known !== undefined) return known;
    get('site');
    const made = assets.find(path);
    if (made !== undefined || performance.now() - listed < LIST_EVERY_MS) return made;
    list();
    return assets.find(path);
  }

  // What is wrong with the shipped themes is said at start.
  open(DEFAULT_THEME);
  open('admin');
  get('site');
  return {
    assets: { ...assets, find: findAsset },
    get,
    open,
    list,
    elements: createElementTemplates(
      ({ theme, preview }) => (preview === undefined ? get(theme) : open(preview)),
      options,
    ),
  };
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
