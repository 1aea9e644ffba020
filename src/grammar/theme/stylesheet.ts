import { join } from 'node:path';
import type { Assets } from './assets.ts';
import { derivedRoles } from './derived-roles.ts';
import { readProperties } from './role-colours.ts';
import { rolesCss } from './settings-css.ts';
import type { ThemeManifest } from './theme-manifest.ts';
import { readThemeFile } from './theme-paths.ts';

const URL_IN_CSS = /url\(\s*(["']?)([^"')]+)\1\s*\)/g;

/**
 * The one style sheet of a theme: those of its base themes first, then its own, then its role
 * variables with those that follow from them. No bundler: the browser gets the files as written, one after the other.
 */
export function buildStylesheet(chain: readonly ThemeManifest[], assets: Assets): string {
  const parts = ['@layer reset, tokens, base, layout, components, theme;'];
  for (const theme of chain) {
    for (const path of theme.styles) {
      const from = join(theme.folder, path);
      const css = readThemeFile(theme.folder, path, `${theme.name}/theme.toml`).body.toString();
      parts.push(withAssetUrls(squeezed(css), theme, from, assets));
    }
    if (Object.keys(theme.roles).length > 0) parts.push(rolesCss(allRoles(theme, parts)));
  }
  return parts.join('\n');
}

/** The roles that a theme sets, and those that follow from them. */
function allRoles({ roles }: ThemeManifest, before: readonly string[]) {
  const properties = new Map([...readProperties(before.join('\n')), ...Object.entries(roles)]);
  return { ...derivedRoles(new Set(Object.keys(roles)), properties), ...roles };
}

/** Spaces and zeros that mean nothing, except in what stands in quotes. */
const NEEDLESS = /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(, |[:( ])0(?=\.\d)\.| ?> |, /g;

/** Comments and indentation are for who writes the sheet: without them it is a third smaller. */
export function squeezed(css: string): string {
  return css
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\s*\n\s*/g, '\n')
    .replaceAll(/^(-*[a-z][a-z0-9-]*): /gm, '$1:')
    .replaceAll(/ ?\{\n/g, '{')
    .replaceAll(/;\n\}/g, '}')
    .replaceAll(/([;,}])\n/g, '$1')
    .replaceAll(NEEDLESS, (whole, quoted?: string, before?: string) => {
      if (quoted !== undefined) return quoted;
      if (before === undefined) return whole.trim();
      return before === ', ' ? ',.' : `${before}.`;
    });
}

function withAssetUrls(css: string, theme: ThemeManifest, from: string, assets: Assets): string {
  return css.replaceAll(URL_IN_CSS, (whole, _quote: string, path: string) => {
    if (path.startsWith('#') || path.startsWith('data:')) return whole;
    const { name, body } = readThemeFile(theme.folder, path, from);
    return `url("${assets.add(name, body)}")`;
  });
}
