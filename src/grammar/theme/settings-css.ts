import { contrastOf, MODES } from './colours.ts';
import { derivedRoles } from './derived-roles.ts';
import { type Properties, readProperties, roleColour } from './role-colours.ts';
import { CHOICES, roleKind, type ThemeSettings } from './theme-settings.ts';

/** `css` of a theme followed by what was set for it, and by what follows from that. */
export function withSettings(css: string, settings: ThemeSettings): string {
  const own = readProperties(css);
  const roles = setRoles(settings, own);
  if (Object.keys(roles).length === 0) return css;
  const now = new Map([...own, ...Object.entries(roles)]);
  return `${css}\n${rolesCss({ ...roles, ...derivedRoles(new Set(Object.keys(settings)), now) })}`;
}

/** Role variables as a style sheet. The values must be safe already. */
export function rolesCss(roles: Readonly<Record<string, string>>): string {
  const lines = Object.entries(roles).map(([role, value]) => `--${role}: ${value};`);
  return `@layer tokens { :root { ${lines.join(' ')} } }`;
}

function setRoles(settings: ThemeSettings, own: Properties): Readonly<Record<string, string>> {
  const roles: Record<string, string> = {};
  for (const [role, value] of Object.entries(settings)) {
    const kind = roleKind(role);
    if (kind === 'colour' && typeof value === 'object') {
      // A colour that is not set and that nobody can read from the style sheet leaves both alone.
      const [light, dark] = MODES.map((mode) => value[mode] ?? roleColour(own, role, mode));
      if (light && dark) roles[role] = `light-dark(${light}, ${dark})`;
    } else if (kind !== 'colour' && typeof value === 'string') {
      const css = CHOICES[kind][value]?.css;
      if (css !== undefined) roles[role] = css;
    }
  }
  const { radius } = roles;
  if (radius === undefined) return roles;
  return {
    ...roles,
    'radius-small': `calc(${radius} * 0.7)`,
    'radius-large': `calc(${radius} * 1.7)`,
  };
}

/** What everybody can read: WCAG 2.2 AA. */
const ENOUGH = 4.5;
const PAIRS = [
  ['text', 'The text'],
  ['accent', 'The accent'],
] as const;

/** Where colours are too close to each other to be read on `css`, in a sentence each. */
export function contrastProblems(css: string): readonly string[] {
  const properties = readProperties(css);
  return MODES.flatMap((mode) =>
    PAIRS.flatMap(([role, label]) => {
      const colour = roleColour(properties, role, mode);
      const surface = roleColour(properties, 'surface', mode);
      if (colour === undefined || surface === undefined) return [];
      const contrast = contrastOf(colour, surface);
      if (contrast >= ENOUGH) return [];
      // Rounded down: 4.49 is not enough and must not read as 4.5.
      const shown = Math.floor(contrast * 10) / 10;
      return [
        `${label} is hard to read in the ${mode} look: it stands out from its surface by ${shown}:1, and ${ENOUGH}:1 is needed.`,
      ];
    }),
  );
}
