import { hexOf, type Mode } from './colours.ts';

/** What a style sheet sets as custom properties, the last one of a name. */
export type Properties = ReadonlyMap<string, string>;

export function readProperties(css: string): Properties {
  const found = new Map<string, string>();
  for (const [, name = '', value = ''] of css.matchAll(/--([\w-]+)\s*:\s*([^;{}]+)/g)) {
    found.set(name, value.trim());
  }
  return found;
}

/** The colour of a role as `#rrggbb`; undefined when it cannot be told. */
export function roleColour(properties: Properties, role: string, mode: Mode): string | undefined {
  const value = properties.get(role);
  return value === undefined ? undefined : resolved(value, properties, mode, 0);
}

/** Values refer to each other; deeper than this they go in a circle. */
const DEEPEST = 20;

function resolved(
  value: string,
  properties: Properties,
  mode: Mode,
  depth: number,
): string | undefined {
  if (depth > DEEPEST) return undefined;
  const call = /^(var|light-dark)\((.*)\)$/s.exec(value);
  if (call === null) return hexOf(value);
  const parts = commaParts(call[2] ?? '');
  if (call[1] === 'light-dark') {
    const part = parts[mode === 'light' ? 0 : 1];
    return part === undefined ? undefined : resolved(part, properties, mode, depth + 1);
  }
  const next = properties.get((parts[0] ?? '').slice('--'.length)) ?? parts[1];
  return next === undefined ? undefined : resolved(next, properties, mode, depth + 1);
}

/** What stands between commas that are in no parentheses. */
function commaParts(text: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const char of text) {
    depth += char === '(' ? 1 : char === ')' ? -1 : 0;
    if (char === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts.map((part) => part.trim());
}
