import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Settings } from '#base';
import type { TextFormats } from '#grammar/formats';
import { createRenderer } from '#grammar/render';
import type { Taps } from '#grammar/taps';
import {
  type Appearance,
  createPages,
  createThemes,
  type Pages,
  type ThemeOptions,
  type Themes,
} from '#grammar/theme';
import type { Logger } from '#platform/telemetry';

/** Themes, and what draws pages with them; needs no database. */
export function createDrawing(
  { production, data, themeDebug }: Pick<Settings, 'production' | 'data' | 'themeDebug'>,
  log: Logger,
  {
    formats,
    taps,
    ...more
  }: {
    readonly formats: TextFormats;
    readonly taps: Taps;
    readonly appearance?: Appearance;
    readonly looks?: ThemeOptions['looks'];
  },
): { themes: Themes; drawing: Pages } {
  const shipped = fileURLToPath(new URL('../../themes', import.meta.url));
  const themes = createThemes({
    folders: [shipped, join(data, 'themes')],
    development: !production,
    debug: themeDebug,
    log,
    ...(more.appearance ? { appearance: more.appearance } : {}),
    ...(more.looks ? { looks: more.looks } : {}),
  });
  const renderer = createRenderer({ formats, templates: themes.elements });
  return { themes, drawing: createPages({ themes, renderer, taps, texts: formats }) };
}
