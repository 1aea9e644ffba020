import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Misconfigured } from '#base';
import type { Logger } from '#platform/telemetry';
import type { Assets } from './assets.ts';
import { buildStylesheet } from './stylesheet.ts';
import { createTemplates, type TemplateFile, type Templates } from './templates.ts';
import { readManifest, type ThemeManifest } from './theme-manifest.ts';
import { readThemeFile } from './theme-paths.ts';

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
  /** The folders it is made of, for watching them. */
  readonly folders: readonly string[];
}

export interface LoadOptions {
  /** The folder with all themes. */
  readonly folder: string;
  readonly assets: Assets;
  readonly development: boolean;
  readonly log: Logger;
}

export function loadTheme(name: string, options: LoadOptions): Theme {
  const { assets, development, log } = options;
  const chain = inheritance(options.folder, name);
  const own = chain.at(-1);
  const add = (theme: ThemeManifest, path: string) => {
    const file = readThemeFile(theme.folder, path, `${theme.name}/theme.toml`);
    return assets.add(file.name, file.body);
  };
  const named = new Map(chain.flatMap((theme) => [...addScripts(theme, assets)]));
  const icon = chain.findLast((theme) => theme.icon !== undefined);
  return {
    name,
    label: own?.label ?? name,
    templates: createTemplates(chain.flatMap(templateFiles), { development, log }),
    stylesheet: assets.add(`${name}.css`, Buffer.from(buildStylesheet(chain, assets))),
    scripts: chain.flatMap((theme) => theme.scripts.map((path) => add(theme, path))),
    early: chain.flatMap((theme) => theme.early.map((path) => add(theme, path))),
    preload: chain.flatMap((theme) => theme.preload.map((path) => add(theme, path))),
    icon: icon?.icon === undefined ? undefined : add(icon, icon.icon),
    script: (script) => named.get(script),
    folders: chain.map((theme) => theme.folder),
  };
}

/** The theme and those it builds on, the most general first. */
function inheritance(folder: string, name: string): readonly ThemeManifest[] {
  const chain: ThemeManifest[] = [];
  let next: string | undefined = name;
  while (next !== undefined) {
    if (chain.some((theme) => theme.name === next)) {
      throw new Misconfigured('theme.base', `The theme "${name}" builds on itself.`);
    }
    const manifest = readManifest(folder, next);
    chain.unshift(manifest);
    next = manifest.base;
  }
  return chain;
}

/** Each template under its name, which that of a sub-theme takes over, and as `THEME/NAME`. */
function templateFiles(theme: ThemeManifest): readonly TemplateFile[] {
  const folder = join(theme.folder, 'templates');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.html'))
    .flatMap((file) => {
      const name = basename(file, '.html');
      const path = `themes/${theme.name}/templates/${file}`;
      const source = readFileSync(join(folder, file), 'utf8');
      return [
        { name, path, source },
        { name: `${theme.name}/${name}`, path, source },
      ];
    });
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
