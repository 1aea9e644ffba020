import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, Misconfigured } from '#base';
import { parse } from 'smol-toml';

/** What `theme.toml` says. */
export interface ThemeManifest {
  readonly name: string;
  readonly folder: string;
  readonly label: string;
  /** The theme that it builds on: styles, scripts, templates, roles. */
  readonly base: string | undefined;
  /** Style sheets in order, after those of the base theme. */
  readonly styles: readonly string[];
  /** Scripts on every page, in order; others load where an element attaches them. */
  readonly scripts: readonly string[];
  /** Scripts that run before anything is drawn; they must be short. */
  readonly early: readonly string[];
  /** Fonts that every page needs at once. */
  readonly preload: readonly string[];
  /** The icon of the site in a browser's tab. */
  readonly icon: string | undefined;
  /** Role variables: one value, or one for light and one for dark. */
  readonly roles: Readonly<Record<string, string>>;
}

const KEYS = new Set(['name', 'base', 'styles', 'scripts', 'early', 'preload', 'icon', 'roles']);

/** Reads `theme.toml`; says file, key and what was expected when it is not right. */
export function readManifest(themes: string, name: string): ThemeManifest {
  const folder = join(themes, name);
  const file = join(folder, 'theme.toml');
  const wrong = (what: string, cause?: unknown) =>
    new Misconfigured('theme.manifest', `${file}: ${what}`, { cause });
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw wrong(`there is no theme "${name}". Each folder with a theme.toml is one.`, error);
  }
  let table: Record<string, unknown>;
  try {
    table = parse(text);
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : 'this is not TOML.', error);
  }
  for (const key of Object.keys(table)) {
    if (!KEYS.has(key)) throw wrong(`"${key}" is not known; there are ${[...KEYS].join(', ')}.`);
  }
  const text1 = (key: string): string | undefined => {
    const value = table[key];
    if (value === undefined || typeof value === 'string') return value;
    throw wrong(`"${key}" must be a text in quotes.`);
  };
  const list = (key: string): readonly string[] => {
    const value = table[key] ?? [];
    if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
    throw wrong(`"${key}" must be a list of texts: ["one", "two"].`);
  };
  const roles = table['roles'] ?? {};
  if (!isObject(roles)) throw wrong('"roles" must be a table: [roles].');
  return {
    name,
    folder,
    label: text1('name') ?? name,
    base: text1('base'),
    styles: list('styles'),
    scripts: list('scripts'),
    early: list('early'),
    preload: list('preload'),
    icon: text1('icon'),
    roles: Object.fromEntries(
      Object.entries(roles).map(([role, value]) => [role, roleValue(role, value, wrong)]),
    ),
  };
}

// A value goes into the style sheet: nothing that could end the declaration.
const VALUE = /^[\w\s#%.,()/+*"'-]+$/;

function roleValue(role: string, value: unknown, wrong: (what: string) => Error): string {
  if (!/^[a-z][a-z0-9-]*$/.test(role)) throw wrong(`the role "${role}" must be a plain name.`);
  const values = Array.isArray(value) ? value : [value];
  if (values.length > 2 || !values.every((one) => typeof one === 'string' && VALUE.test(one))) {
    throw wrong(`the role "${role}" must be one CSS value, or two for light and dark.`);
  }
  return values.length === 2 ? `light-dark(${values[0]}, ${values[1]})` : String(values[0]);
}
