import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ThemeManifest } from './theme-manifest.ts';

/** A template as a theme brings it. */
export interface TemplateFile {
  /** `item--article`. */
  readonly name: string;
  /** The theme that brings it: `base`. */
  readonly theme: string;
  /** As people know it: `themes/base/templates/item.html`. */
  readonly path: string;
  readonly source: string;
}

/** The templates in the folder of one theme. */
export function readTemplateFiles(theme: ThemeManifest): readonly TemplateFile[] {
  const folder = join(theme.folder, 'templates');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.html'))
    .map((file) => ({
      name: basename(file, '.html'),
      theme: theme.name,
      path: `themes/${theme.name}/templates/${file}`,
      source: readFileSync(join(folder, file), 'utf8'),
    }));
}
