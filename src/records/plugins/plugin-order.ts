import type { Manifest } from '@trovato/plugin-sdk/manifest';

/**
 * In the order in which plugins are asked: lighter ones first, of equal weight those first that
 * others need, then by name.
 */
export function inOrderOfAsking<Plugin extends Manifested>(
  plugins: readonly Plugin[],
): readonly Plugin[] {
  const depth = depthsOf(plugins);
  return plugins.toSorted(
    ({ manifest: a }, { manifest: b }) =>
      a.weight - b.weight || depth(a) - depth(b) || (a.name < b.name ? -1 : 1),
  );
}

/** Each after all that it needs. */
export function inOrderOfNeed<Plugin extends Manifested>(
  plugins: readonly Plugin[],
): readonly Plugin[] {
  const depth = depthsOf(plugins);
  return plugins.toSorted(({ manifest: a }, { manifest: b }) => depth(a) - depth(b));
}

interface Manifested {
  readonly manifest: Manifest;
}

function depthsOf(plugins: readonly Manifested[]): (manifest: Manifest) => number {
  const depths = new Map<string, number>();
  const byName = new Map(plugins.map(({ manifest }) => [manifest.name, manifest]));
  return ({ name }) => depthOf(name, byName, depths);
}

/** How many plugins stand below this one, each needed by the one above. */
function depthOf(
  name: string,
  byName: ReadonlyMap<string, Manifest>,
  depths: Map<string, number>,
): number {
  const known = depths.get(name);
  if (known !== undefined) return known;
  // What needs itself in a circle is refused before it is enabled.
  depths.set(name, 0);
  const below = byName.get(name)?.dependencies ?? [];
  const depth = Math.max(0, ...below.map((other) => 1 + depthOf(other, byName, depths)));
  depths.set(name, depth);
  return depth;
}

/** What stands in the way of a plugin that others are to be there for. */
export type DependencyProblem =
  | { readonly kind: 'missing'; readonly name: string; readonly neededBy: string }
  | { readonly kind: 'circle'; readonly names: readonly string[] };

/**
 * The plugin and all that it needs, each after what it needs itself; or what is in the way.
 * `find` knows the manifests of plugins that could be enabled.
 */
export function withAllNeeded(
  name: string,
  find: (name: string) => Manifest | undefined,
): { readonly names: readonly string[]; readonly problems: readonly DependencyProblem[] } {
  const names: string[] = [];
  const problems: DependencyProblem[] = [];
  const visit = (one: string, trail: readonly string[]): void => {
    if (names.includes(one)) return;
    const manifest = find(one);
    if (trail.includes(one)) {
      problems.push({ kind: 'circle', names: [...trail.slice(trail.indexOf(one)), one] });
    } else if (manifest === undefined) {
      problems.push({ kind: 'missing', name: one, neededBy: trail.at(-1) ?? '' });
    } else {
      for (const other of manifest.dependencies) visit(other, [...trail, one]);
      names.push(one);
    }
  };
  visit(name, []);
  return { names, problems };
}

/** The problem in a sentence. */
export function describeDependencyProblem(problem: DependencyProblem): string {
  return problem.kind === 'missing'
    ? `“${problem.neededBy}” needs the plugin “${problem.name}”, which is not here.`
    : `These plugins need each other in a circle: ${problem.names.join(' → ')}.`;
}
