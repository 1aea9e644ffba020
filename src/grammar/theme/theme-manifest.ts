import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, Misconfigured } from '#base';
import { parse, TomlError } from 'smol-toml';
import { type Component, readComponent } from './components.ts';
import { roleValue } from './role-value.ts';

/** What `theme.toml` says. */
export interface ThemeManifest {
  readonly name: string;
  readonly folder: string;
  readonly label: string;
  /** What it is like, in a sentence. */
  readonly description: string | undefined;
  /** A picture of it. */
  readonly screenshot: string | undefined;
  /** Whom it is for; default `site`. */
  readonly kind: 'site' | 'admin';
  /** Only for others to build on: nobody is offered it. */
  readonly hidden: boolean;
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
  /** Roles that administrators may set, with what they are called; false takes one back. */
  readonly settings: Readonly<Record<string, string | false>>;
  /** Elements of its own, each with a template `component--NAME`. */
  readonly components: Readonly<Record<string, Component>>;
}

const KEYS = new Set(
  'name description screenshot kind hidden base styles scripts early preload icon roles settings components'.split(
    ' ',
  ),
);

/** Reads the `theme.toml` in `folder`; says file, line, key and what was expected when it is not right. */
export function readManifest(folder: string, name: string): ThemeManifest {
  const file = join(folder, 'theme.toml');
  let text = '';
  const wrong = (what: string, key?: string, cause?: unknown) => {
    const line = key === undefined ? '' : `:${lineOf(text, key)}`;
    return new Misconfigured('theme.manifest', `${file}${line}: ${what}`, { cause });
  };
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const what = `there is no theme "${name}". Each folder with a theme.toml is one.`;
    throw wrong(what, undefined, error);
  }
  let table: Record<string, unknown>;
  try {
    table = parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const said = error.message.split('\n', 1)[0];
    throw new Misconfigured('theme.manifest', `${file}:${error.line}: ${said}`, { cause: error });
  }
  for (const key of Object.keys(table)) {
    if (KEYS.has(key)) continue;
    throw wrong(`"${key}" is not known; there are ${[...KEYS].join(', ')}.`, key);
  }
  const oneText = (key: string): string | undefined => {
    const value = table[key];
    if (value === undefined || typeof value === 'string') return value;
    throw wrong(`"${key}" must be a text in quotes.`, key);
  };
  const list = (key: string): readonly string[] => {
    const value = table[key] ?? [];
    if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
    throw wrong(`"${key}" must be a list of texts: ["one", "two"].`, key);
  };
  const pairs = (key: string): [string, unknown][] => {
    const value = table[key] ?? {};
    if (!isObject(value)) throw wrong(`"${key}" must be a table: [${key}].`, key);
    return Object.entries(value);
  };
  const kind = oneText('kind') ?? 'site';
  if (kind !== 'site' && kind !== 'admin') throw wrong('"kind" must be "site" or "admin".', 'kind');
  const hidden = table['hidden'] ?? false;
  if (typeof hidden !== 'boolean') throw wrong('"hidden" must be true or false.', 'hidden');
  return {
    name,
    folder,
    label: oneText('name') ?? name,
    description: oneText('description'),
    screenshot: oneText('screenshot'),
    kind,
    hidden,
    base: oneText('base'),
    styles: list('styles'),
    scripts: list('scripts'),
    early: list('early'),
    preload: list('preload'),
    icon: oneText('icon'),
    roles: Object.fromEntries(
      pairs('roles').map(([role, value]) => [
        role,
        roleValue(role, value, (what) => wrong(what, role)),
      ]),
    ),
    settings: Object.fromEntries(
      pairs('settings').map(([role, label]) => {
        if (/^[a-z][a-z0-9-]*$/.test(role) && (typeof label === 'string' || label === false)) {
          return [role, label];
        }
        throw wrong(`"${role}" must be a role and what it is called: accent = "Links".`, role);
      }),
    ),
    components: Object.fromEntries(
      pairs('components').map(([component, value]) => [
        component,
        readComponent(component, value, (what) => wrong(what, `components.${component}`)),
      ]),
    ),
  };
}

/** The line that sets `key`, else the first. */
function lineOf(text: string, key: string): number {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => {
    const [name = ''] = line.split('=', 1);
    return name.replaceAll(/[\s"'[\]]/g, '') === key;
  });
  return Math.max(at, 0) + 1;
}
