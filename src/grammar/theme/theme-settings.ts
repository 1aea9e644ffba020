import { isObject, type Json } from '#base';
import { type Mode, MODES } from './colours.ts';

/** What kind of value a role takes, which its name tells. */
export type RoleKind = 'colour' | 'font' | 'measure' | 'radius';

export function roleKind(role: string): RoleKind {
  if (role.startsWith('font-')) return 'font';
  return role === 'measure' || role === 'radius' ? role : 'colour';
}

/** Values that are chosen from a list: name to label and CSS. */
interface Choice {
  readonly label: string;
  readonly css: string;
}
export const CHOICES: Readonly<
  Record<Exclude<RoleKind, 'colour'>, Readonly<Record<string, Choice>>>
> = {
  font: {
    inter: { label: 'Inter', css: "'Inter', 'Inter fallback', system-ui, sans-serif" },
    source_serif: {
      label: 'Source Serif',
      css: "'Source Serif 4', 'Serif fallback', Georgia, serif",
    },
    system: { label: 'The reader’s system', css: 'system-ui, sans-serif' },
    humanist: {
      label: 'Humanist sans',
      css: 'Seravek, "Gill Sans Nova", Ubuntu, Calibri, "DejaVu Sans", source-sans-pro, sans-serif',
    },
    old_style: {
      label: 'Old-style serif',
      css: '"Iowan Old Style", "Palatino Linotype", "URW Palladio L", P052, serif',
    },
    transitional: {
      label: 'Transitional serif',
      css: 'Charter, "Bitstream Charter", "Sitka Text", Cambria, serif',
    },
    mono: {
      label: 'Typewriter',
      css: 'ui-monospace, "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace',
    },
  },
  measure: {
    narrow: { label: 'Narrow', css: '34rem' },
    medium: { label: 'Medium', css: '41rem' },
    wide: { label: 'Wide', css: '48rem' },
  },
  radius: {
    square: { label: 'Square', css: '0rem' },
    slight: { label: 'Slightly round', css: '0.25rem' },
    round: { label: 'Round', css: '0.75rem' },
  },
};

/** A colour for light and one for dark, as `#rrggbb`; what is missing is the theme's own. */
export type ColourSetting = Readonly<Partial<Record<Mode, string>>>;

/** What administrators set, by role: colours, or the name of a choice. */
export type ThemeSettings = Readonly<Record<string, ColourSetting | string>>;

const HEX = /^#[0-9a-f]{6}$/i;

export function isHexColour(value: unknown): value is string {
  return typeof value === 'string' && HEX.test(value);
}

/** What of `stored` can be used with the roles that a theme offers; the rest is passed over. */
export function readThemeSettings(
  stored: Json | undefined,
  offered: Readonly<Record<string, string>>,
): ThemeSettings {
  if (!isObject(stored)) return {};
  const settings: Record<string, ColourSetting | string> = {};
  for (const role of Object.keys(offered)) {
    const value = stored[role];
    const kind = roleKind(role);
    if (kind !== 'colour') {
      if (typeof value === 'string' && Object.hasOwn(CHOICES[kind], value)) settings[role] = value;
    } else if (isObject(value)) {
      const colours = MODES.flatMap((mode) => {
        const colour = value[mode];
        return isHexColour(colour) ? [[mode, colour.toLowerCase()] as const] : [];
      });
      if (colours.length > 0) settings[role] = Object.fromEntries(colours);
    }
  }
  return settings;
}
