import { type KnownPlugin, knownPlugins } from './known-plugin.ts';
import { PluginNotFound } from './plugin-errors.ts';
import { readPlugins } from './plugin-store.ts';
import type { PluginDeps } from './plugin-deps.ts';

/** Every plugin that is installed or stands in a folder of this machine. */
export async function readKnown({
  database,
  discover,
  running,
}: Pick<PluginDeps, 'database' | 'discover' | 'running'>): Promise<readonly KnownPlugin[]> {
  const [installed, found] = await Promise.all([readPlugins(database.queries), discover()]);
  return knownPlugins(installed, found, running.failureOf);
}

/** One of them, beside all. Throws `PluginNotFound`. */
export async function getKnown(
  deps: PluginDeps,
  name: string,
): Promise<{ readonly plugin: KnownPlugin; readonly all: readonly KnownPlugin[] }> {
  const all = await readKnown(deps);
  const plugin = all.find((one) => one.name === name);
  if (plugin === undefined) throw new PluginNotFound(name);
  return { plugin, all };
}
