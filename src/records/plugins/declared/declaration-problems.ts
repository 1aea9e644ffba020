import { pathsMeet } from '#grammar/routes';
import type { PluginRoute } from './declaration-taps.ts';
import type { DeclaringPlugin } from './declarations.ts';
import { pathProblem } from './route-path.ts';

/** What is there besides a plugin. */
export interface Taken {
  readonly paths: readonly string[];
  /** Names of permissions, those of enabled plugins not among them. */
  readonly permissions: readonly string[];
  /** The other plugins that are enabled. */
  readonly plugins: readonly DeclaringPlugin[];
}

/** A sentence on the first thing that a plugin may not bring; undefined: all is fine. */
export function declarationProblem(plugin: DeclaringPlugin, taken: Taken): string | undefined {
  const { permissions, routes } = plugin.declared;
  const names = permissions.map(({ name }) => name);
  const paths = routes.map(({ path }) => path);
  const known = new Set([...names, ...taken.permissions, ...namesOf(taken.plugins)]);
  return (
    first(names, (name) => permissionProblem(name, taken)) ??
    twice(names, 'the permission') ??
    first(routes, (route) => routeProblem(route, known, taken)) ??
    twice(paths, 'the page')
  );
}

function permissionProblem(name: string, taken: Taken): string | undefined {
  if (taken.permissions.includes(name) || OF_CONTENT.test(name)) {
    return `It brings the permission “${name}”, which is one of the site’s own.`;
  }
  const other = taken.plugins.find(({ declared }) =>
    declared.permissions.some((one) => one.name === name),
  );
  return other && `It brings the permission “${name}”, which “${other.label}” has.`;
}

/** What types of content and formats bring that are added later. */
const OF_CONTENT = / content$|^use text format /;

function routeProblem(
  route: PluginRoute,
  known: ReadonlySet<string>,
  taken: Taken,
): string | undefined {
  const { path, permission, access, admin, answers, methods = ['GET'] } = route;
  const page = `It brings the page “${path}”`;
  const odd = pathProblem(path);
  if (odd !== undefined) return `${page}, which cannot be an address: ${odd}.`;
  const own = taken.paths.find((one) => pathsMeet(one, path));
  if (own !== undefined) return `${page}, and that address is the site’s own (${own}).`;
  const other = taken.plugins.find(({ declared }) =>
    declared.routes.some((one) => pathsMeet(one.path, path)),
  );
  if (other !== undefined) return `${page}, and that address is taken by “${other.label}”.`;
  if (permission === undefined && access === undefined) {
    return `${page} without saying who may open it: a permission, or access = public.`;
  }
  if (permission !== undefined && access !== undefined) {
    return `${page} with a permission, and for everybody. Only one of them can be.`;
  }
  if (permission !== undefined && !known.has(permission)) {
    return `${page} with the permission “${permission}”, which there is not.`;
  }
  const isAdmin = path === '/admin' || path.startsWith('/admin/');
  if (isAdmin && permission === undefined) {
    return `${page}, which is in the administration and needs a permission.`;
  }
  if (admin && (permission === undefined || path.includes(':') || !isAsked(route))) {
    return `${page} as a section of the administration. Such a page needs a permission, has no parameters, and is opened by GET.`;
  }
  if (answers === 'json' && (admin || methods.includes('POST'))) {
    return `It brings data at “${path}”, which is read by GET, and is no section of the administration.`;
  }
  return undefined;
}

function isAsked({ methods = ['GET'] }: PluginRoute): boolean {
  return methods.includes('GET');
}

function namesOf(plugins: readonly DeclaringPlugin[]): readonly string[] {
  return plugins.flatMap(({ declared }) => declared.permissions.map(({ name }) => name));
}

function first<One>(
  all: readonly One[],
  problem: (one: One) => string | undefined,
): string | undefined {
  for (const one of all) {
    const found = problem(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

function twice(names: readonly string[], what: string): string | undefined {
  const again = names.find((name, i) => names.indexOf(name) < i);
  return again === undefined ? undefined : `It brings ${what} “${again}” twice.`;
}
