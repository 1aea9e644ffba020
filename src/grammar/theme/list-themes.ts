import type { Assets } from './assets.ts';
import type { Theme } from './load-theme.ts';
import { drawSwatch } from './swatch.ts';
import { listThemeFolders } from './theme-folders.ts';
import { readManifest, type ThemeManifest } from './theme-manifest.ts';
import { readThemeFile } from './theme-paths.ts';

/** A theme for readers, as the screen that chooses one shows it. */
export interface ListedTheme {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  /** Address of a picture of it. */
  readonly picture: string | undefined;
  /** What is wrong with it: file, line and what was expected. */
  readonly problems: readonly string[];
  /** It cannot be used at all. */
  readonly unusable: boolean;
}

/** The readers' themes in `folders`; whatever is wrong with one, the others are listed. */
export function listThemes(
  folders: readonly string[],
  open: (name: string) => Theme,
  assets: Assets,
): readonly ListedTheme[] {
  return listThemeFolders(folders).flatMap(({ name, folder, shadowed }): ListedTheme[] => {
    const unusable = { name, label: name, description: '', picture: undefined, unusable: true };
    try {
      const manifest = readManifest(folder, name);
      if (manifest.hidden || manifest.kind === 'admin') return [];
      if (shadowed) {
        const why = `${folder}: there is another theme called “${name}”; give this folder another name.`;
        return [{ ...unusable, label: manifest.label, problems: [why] }];
      }
      const theme = open(name);
      return [
        {
          name,
          label: manifest.label,
          description: manifest.description ?? '',
          picture: pictureUrl(manifest, theme, assets),
          problems: theme.templates.problems(),
          unusable: false,
        },
      ];
    } catch (error) {
      return [{ ...unusable, problems: [error instanceof Error ? error.message : String(error)] }];
    }
  });
}

/** Its screenshot, or its colours when it brings none. */
function pictureUrl(manifest: ThemeManifest, { name, css }: Theme, assets: Assets): string {
  const { screenshot, folder } = manifest;
  if (screenshot === undefined) return assets.add(`${name}.svg`, Buffer.from(drawSwatch(css)));
  const file = readThemeFile(folder, screenshot, `${name}/theme.toml`);
  return assets.add(file.name, file.body);
}
