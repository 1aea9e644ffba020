import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Json } from '#base';
import type { Logger } from '#platform/telemetry';
import type { Assets } from './assets.ts';
import type { Component } from './components.ts';
import { pluginComponents, type PluginLook, pluginTemplates } from './plugin-looks.ts';
import { createPluginStyles } from './plugin-styles.ts';
import { buildStylesheet, squeezed } from './stylesheet.ts';
import { readTemplateFiles } from './template-files.ts';
import { createTemplates, type Templates } from './templates.ts';
import { withSettings } from './settings-css.ts';
import { readThemeChain } from './theme-folders.ts';
import type { ThemeManifest } from './theme-manifest.ts';
import { readThemeFile } from './theme-paths.ts';
import { readThemeSettings, type ThemeSettings } from './theme-settings.ts';

/** A theme, ready to draw with. */
export interface Theme {
  readonly name: string;
  readonly label: string;
  readonly templates: Templates;
  readonly stylesheet: string;
  /** On every page. */
  readonly scripts: readonly string[];
  /** On every page, before anything is drawn. */
  readonly early: readonly string[];
  readonly preload: readonly string[];
  readonly icon: string | undefined;
  /** URL of a script that elements attach by name: `forms`. */
  script(name: string): string | undefined;
  /** URL of a style sheet that elements attach by name: `listings`, of a plugin `blog/blog`. */
  style(name: string): string | undefined;
  /** The folders it is made of, for watching them. */
  readonly folders: readonly string[];
  /** Its style sheet before anything was set. */
  readonly css: string;
  /** Roles that administrators may set, with what they are called. */
  readonly offered: Readonly<Record<string, string>>;
  readonly settings: ThemeSettings;
  /** What it has besides the elements of the kernel, by name. */
  readonly components: ReadonlyMap<string, Component>;
}

export interface LoadOptions {
  /** The folders with all themes. */
  readonly folders: readonly string[];
  readonly assets: Assets;
  readonly development: boolean;
  /** Comments around each part say which template made it. */
  readonly debug?: boolean;
  readonly log: Logger;
  /** What plugins add to it; default nothing. */
  readonly looks?: readonly PluginLook[];
}

/** Throws `Misconfigured` with file, line and what was expected. `stored` is what was set for it. */
export function loadTheme(name: string, options: LoadOptions, stored?: Json): Theme {
  const { assets, looks = [] } = options;
  const chain = readThemeChain(options.folders, name);
  const own = chain.at(-1);
  const add = (theme: ThemeManifest, path: string) => {
    const file = readThemeFile(theme.folder, path, `${theme.name}/theme.toml`);
    return assets.add(file.name, file.body);
  };
  const named = new Map(chain.flatMap((theme) => [...addScripts(theme, assets)]));
  const attached = new Map(chain.flatMap((theme) => [...addAttachedStyles(theme, assets)]));
  const ofPlugins = createPluginStyles(looks, assets);
  const css = buildStylesheet(chain, assets);
  const offered = offeredRoles(chain);
  const settings = readThemeSettings(stored, offered);
  const icon = chain.findLast((theme) => theme.icon !== undefined);
  return {
    name,
    label: own?.label ?? name,
    templates: createTemplates(
      [...pluginTemplates(looks), ...chain.flatMap(readTemplateFiles)],
      options,
    ),
    stylesheet: assets.add(`${name}.css`, Buffer.from(withSettings(css, settings))),
    scripts: chain.flatMap((theme) => theme.scripts.map((path) => add(theme, path))),
    early: chain.flatMap((theme) => theme.early.map((path) => add(theme, path))),
    preload: chain.flatMap((theme) => theme.preload.map((path) => add(theme, path))),
    icon: icon?.icon === undefined ? undefined : add(icon, icon.icon),
    script: (script) => named.get(script),
    style: (style) => attached.get(style) ?? ofPlugins(style),
    folders: chain.map((theme) => theme.folder),
    css,
    offered,
    settings,
    components: new Map([
      ...pluginComponents(looks),
      ...chain.flatMap((theme) => Object.entries(theme.components)),
    ]),
  };
}

function offeredRoles(chain: readonly ThemeManifest[]): Readonly<Record<string, string>> {
  const roles = chain.flatMap((theme) => Object.entries(theme.settings));
  const last = Object.entries(Object.fromEntries(roles));
  return Object.fromEntries(last.filter((entry): entry is [string, string] => entry[1] !== false));
}

/** Style sheets in the folder `attached`: for pages that have what they are about, and no others. */
function addAttachedStyles(theme: ThemeManifest, assets: Assets): ReadonlyMap<string, string> {
  const folder = join(theme.folder, 'attached');
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder).filter((file) => file.endsWith('.css'));
  return new Map(
    files.sort().map((file) => {
      const css = readFileSync(join(folder, file)).toString();
      return [basename(file, '.css'), assets.add(file, Buffer.from(squeezed(css)))];
    }),
  );
}

function addScripts(theme: ThemeManifest, assets: Assets): ReadonlyMap<string, string> {
  const folder = join(theme.folder, 'scripts');
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder).filter((file) => file.endsWith('.js'));
  const urls = assets.addTogether(
    new Map(files.sort().map((file) => [file, readFileSync(join(folder, file))])),
  );
  return new Map([...urls].map(([file, url]) => [basename(file, '.js'), url]));
}
