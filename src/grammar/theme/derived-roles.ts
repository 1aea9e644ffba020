import { contrastOf, lighter, mixed, type Mode, MODES } from './colours.ts';
import { type Properties, roleColour } from './role-colours.ts';

/** What the shades of a look are made from. */
type Source = 'accent' | 'surface' | 'text';
type Colours = Readonly<Record<Source, string>>;

const SOURCES: Readonly<Record<string, readonly Source[]>> = {
  'accent-hover': ['accent'],
  'accent-soft': ['accent', 'surface'],
  'on-accent': ['accent'],
  focus: ['accent'],
  'surface-raised': ['surface'],
  'surface-sunken': ['surface'],
  'text-muted': ['text', 'surface'],
  border: ['text', 'surface'],
  'border-strong': ['text', 'surface'],
  'border-control': ['text', 'surface'],
};

/**
 * The roles that follow when accent, surface or text change, each as `light-dark(…)`: a hover that
 * belongs to the accent, muted text that can be read. `properties` already hold what changed.
 */
export function derivedRoles(
  changed: ReadonlySet<string>,
  properties: Properties,
): Readonly<Record<string, string>> {
  const [light, dark] = MODES.map((mode) => coloursOf(properties, mode));
  if (light === undefined || dark === undefined) return {};
  const roles = Object.keys(SOURCES).filter(
    (role) => !changed.has(role) && SOURCES[role]?.some((source) => changed.has(source)),
  );
  return Object.fromEntries(
    roles.map((role) => [
      role,
      `light-dark(${shade(role, light, 'light')}, ${shade(role, dark, 'dark')})`,
    ]),
  );
}

function coloursOf(properties: Properties, mode: Mode): Colours | undefined {
  const accent = roleColour(properties, 'accent', mode);
  const surface = roleColour(properties, 'surface', mode);
  const text = roleColour(properties, 'text', mode);
  return accent && surface && text ? { accent, surface, text } : undefined;
}

function shade(role: string, { accent, surface, text }: Colours, mode: Mode): string {
  const dark = mode === 'dark';
  switch (role) {
    case 'accent-hover':
      return lighter(accent, dark ? 0.06 : -0.07);
    case 'accent-soft':
      return mixed(surface, accent, dark ? 0.18 : 0.07);
    case 'on-accent':
      return contrastOf(accent, '#ffffff') > contrastOf(accent, '#151515') ? '#ffffff' : '#151515';
    case 'surface-raised':
      return dark ? lighter(surface, 0.035) : mixed(surface, '#ffffff', 0.6);
    case 'surface-sunken':
      return lighter(surface, dark ? -0.025 : -0.02);
    case 'border':
      return mixed(surface, text, dark ? 0.16 : 0.12);
    case 'border-strong':
      return mixed(surface, text, dark ? 0.28 : 0.22);
    case 'border-control':
      return mixedUntil(surface, text, 0.35, 3);
    case 'text-muted':
      return mixedUntil(surface, text, 0.6, 4.8);
    default:
      return accent;
  }
}

/** So little of `over` in `under` as gives the contrast, from `share` on. */
function mixedUntil(under: string, over: string, share: number, contrast: number): string {
  for (let part = share; part < 1; part += 0.04) {
    const colour = mixed(under, over, part);
    if (contrastOf(colour, under) >= contrast) return colour;
  }
  return over;
}
