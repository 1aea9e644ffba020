import { join } from 'node:path';
import type { Assets } from './assets.ts';
import type { ThemeManifest } from './theme-manifest.ts';
import { readThemeFile } from './theme-paths.ts';

const URL_IN_CSS = /url\(\s*(["']?)([^"')]+)\1\s*\)/g;

/**
 * The one style sheet of a theme: those of its base themes first, then its own, then its role
 * variables. No bundler: the browser gets the files as written, one after the other.
 */
export function buildStylesheet(chain: readonly ThemeManifest[], assets: Assets): string {
  const parts = ['@layer reset, tokens, base, layout, components, theme;'];
  for (const theme of chain) {
    for (const path of theme.styles) {
      const from = join(theme.folder, path);
      const css = readThemeFile(theme.folder, path, `${theme.name}/theme.toml`).body.toString();
      parts.push(withAssetUrls(squeezed(css), theme, from, assets));
    }
    const roles = Object.entries(theme.roles);
    if (roles.length > 0) {
      const lines = roles.map(([role, value]) => `--${role}: ${value};`);
      parts.push(`@layer tokens { :root { ${lines.join(' ')} } }`);
    }
  }
  return parts.join('\n');
}

/** Comments and indentation are for who writes the sheet: without them it is a third smaller. */
function squeezed(css: string): string {
  return css
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\s*\n\s*/g, '\n')
    .replaceAll(/^(-*[a-z][a-z0-9-]*): /gm, '$1:')
    .replaceAll(/ ?\{\n/g, '{')
    .replaceAll(/;\n\}/g, '}')
    .replaceAll(/([;,])\n/g, '$1');
}

function withAssetUrls(css: string, theme: ThemeManifest, from: string, assets: Assets): string {
  return css.replaceAll(URL_IN_CSS, (whole, _quote: string, path: string) => {
    if (path.startsWith('#') || path.startsWith('data:')) return whole;
    const { name, body } = readThemeFile(theme.folder, path, from);
    return `url("${assets.add(name, body)}")`;
  });
}
