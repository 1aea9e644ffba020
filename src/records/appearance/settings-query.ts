import type { Json } from '#base';
import type { ThemeSettings } from '#grammar/theme';

/** Settings as an address carries them, under the names of their form: `accent[light]=%23004488`. */
export function settingsQuery(settings: ThemeSettings): string {
  const query = new URLSearchParams();
  for (const [role, value] of Object.entries(settings)) {
    if (typeof value === 'string') query.set(role, value);
    else for (const [mode, colour] of Object.entries(value)) query.set(`${role}[${mode}]`, colour);
  }
  return query.size === 0 ? '' : `?${query.toString()}`;
}

/** The same back, unchecked; undefined when the address carries none. */
export function settingsInQuery(query: URLSearchParams): Json | undefined {
  const roles: Record<string, Record<string, string> | string> = {};
  for (const [name, value] of query) {
    const [, role = '', mode] = /^([a-z][a-z0-9-]*)(?:\[(light|dark)\])?$/.exec(name) ?? [];
    if (role === '') continue;
    if (mode === undefined) roles[role] = value;
    else {
      const before = roles[role];
      roles[role] = { ...(typeof before === 'object' ? before : {}), [mode]: value };
    }
  }
  return Object.keys(roles).length === 0 ? undefined : roles;
}
