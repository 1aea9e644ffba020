import { canonicalJson } from '#base';
import type { Taps } from '#grammar/taps';
import type { Database, Queries } from '#platform/database';
import type { Logger } from '#platform/telemetry';
import { createLooks, type PluginLook } from './brought/looks.ts';
import type { InstalledPlugin } from './installed-plugin.ts';
import { unknownTaps } from './known-taps.ts';
import type { LoadedPlugin, PluginLoader, PluginToLoad } from './plugin-loader.ts';
import { inOrderOfAsking, inOrderOfNeed } from './plugin-order.ts';
import { findComponent, readPlugins } from './plugin-store.ts';
import { createRegistrations } from './registrations.ts';
import { isStopped, standIn } from './stand-in.ts';

/** The plugins that this kernel asks: those that are enabled, a moment after any kernel said so. */
export interface RunningPlugins extends AsyncDisposable {
  /** Every kernel looks again once the transaction is committed. */
  tellAll(queries: Queries): Promise<void>;
  /** What is committed by now is asked here once this answers, or has said why not. */
  refresh(): Promise<void>;
  /**
   * Starts a plugin before anybody enables it: the next refresh takes it, if it is enabled as it
   * is here. Disposing ends what was not taken. Rejects when it cannot run.
   */
  prepare(plugin: PluginToLoad & { readonly hash: string }): Promise<PreparedPlugin>;
  /** The same; all that ask while it is being done wait for the same. */
  catchUp(): Promise<void>;
  /** Why a plugin that is enabled does not run here, in sentences; undefined: it does. */
  failureOf(name: string): string | undefined;
  /** All that are installed, as they were when this kernel looked last. */
  installed(): readonly InstalledPlugin[];
  /** Those that are asked here; the same list until that changes. */
  asked(): readonly InstalledPlugin[];
  /** What those add to the look of the site; the same list until that changes. */
  looks(): readonly PluginLook[];
}

/** A plugin that runs, and that nobody asks yet unless on purpose. */
export interface PreparedPlugin extends Disposable {
  readonly loaded: LoadedPlugin;
}

export interface RunningPluginDeps {
  readonly database: Database;
  readonly taps: Taps;
  readonly loader: PluginLoader;
  readonly log: Logger;
  /** Milliseconds for which requests under way still ask a plugin that was taken away. */
  readonly grace: number;
  /** Milliseconds after which a plugin that did not run is tried again. */
  readonly retry: number;
}

interface Running {
  readonly plugin: InstalledPlugin;
  readonly key: string;
  readonly loaded: LoadedPlugin;
}

const CHANNEL = 'plugin';

export async function createRunningPlugins(deps: RunningPluginDeps): Promise<RunningPlugins> {
  const { database, taps, loader, log, retry } = deps;
  const registrations = createRegistrations(deps);
  const prepared = new Map<string, LoadedPlugin>();
  const failed = new Map<string, { readonly key: string; readonly why: string }>();
  let installed: readonly InstalledPlugin[] = [];
  let running: readonly Running[] = [];
  let asked: readonly InstalledPlugin[] = [];
  const looks = createLooks();
  let reading = Promise.resolve();

  async function start(plugin: InstalledPlugin, key: string): Promise<LoadedPlugin> {
    const unknown = unknownTaps(taps, plugin.manifest);
    if (unknown !== undefined) throw new Error(unknown);
    const ready = prepared.get(key);
    prepared.delete(key);
    if (ready !== undefined) return ready;
    const bytes = await findComponent(database.queries, plugin.hash);
    if (bytes === undefined) throw new Error('Its component is not in the database.');
    const { manifest } = plugin;
    return loader.load({ manifest, bytes, capabilities: capabilitiesOf(plugin) });
  }

  /** The plugin as it runs, or undefined when it cannot; then `failed` says why. */
  async function run(
    plugin: InstalledPlugin,
    others: readonly Running[],
  ): Promise<Running | undefined> {
    const { name, manifest } = plugin;
    const key = keyOf(plugin);
    const without = manifest.dependencies.find(
      (other) => !others.some((one) => one.plugin.name === other),
    );
    if (without !== undefined) {
      failed.set(name, { key: '', why: `It needs “${without}”, which does not run.` });
      return undefined;
    }
    if (failed.get(name)?.key === key && !prepared.has(key)) return undefined;
    try {
      const before = running.find((one) => one.key === key);
      const loaded = before?.loaded ?? (await start(plugin, key));
      failed.delete(name);
      if (before === undefined)
        log.info({ plugin: name, version: manifest.version }, 'A plugin was started');
      return { plugin, key, loaded };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      // Said once, however often it is tried.
      if (failed.get(name)?.why !== why) {
        log.error(
          { plugin: name, err: error },
          'A plugin does not run; the site goes on without it',
        );
      }
      failed.set(name, { key, why });
      return undefined;
    }
  }

  async function read(): Promise<void> {
    installed = await readPlugins(database.queries);
    const enabled = installed.filter(({ status }) => status === 'enabled');
    for (const name of failed.keys()) {
      if (!enabled.some((plugin) => plugin.name === name)) failed.delete(name);
    }
    const next: Running[] = [];
    for (const plugin of inOrderOfNeed(enabled)) {
      const one = await run(plugin, next);
      if (one !== undefined) next.push(one);
    }
    await looks.read(
      database.queries,
      next.map(({ plugin }) => plugin),
    );
    running = next;
    asked = next.map(({ plugin }) => plugin);
    registrations.replace(
      inOrderOfAsking(
        next.map(({ plugin, loaded }) => ({ ...plugin, loaded, version: versionOf(plugin) })),
      ),
      installed
        .filter(
          (plugin) => (plugin.status === 'enabled' && !asked.includes(plugin)) || isStopped(plugin),
        )
        .flatMap((plugin) => standIn(plugin, taps.list()) ?? []),
    );
  }

  // One after the other: an older answer must not replace a newer one.
  const refresh = () => (reading = reading.then(read, read));
  let catching: Promise<void> | undefined;
  const catchUp = () =>
    (catching ??= refresh().finally(() => {
      catching = undefined;
    }));
  const look = () => {
    refresh().catch((error: unknown) =>
      log.warn({ err: error }, 'Which plugins are enabled could not be read again'),
    );
  };
  const end = await database.listen(CHANNEL, look);
  await refresh();
  // The machine may only have been too busy for it.
  const retrying = setInterval(() => {
    if (failed.size === 0) return;
    for (const [name, { why }] of failed) failed.set(name, { key: '', why });
    look();
  }, retry).unref();

  return {
    tellAll: (queries) => database.notify(queries, CHANNEL, ''),
    refresh,
    catchUp,
    async prepare(plugin) {
      const key = keyOf(plugin);
      const loaded = await loader.load(plugin);
      prepared.set(key, loaded);
      return {
        loaded,
        [Symbol.dispose]() {
          if (prepared.get(key) !== loaded) return;
          prepared.delete(key);
          loaded[Symbol.dispose]();
        },
      };
    },
    failureOf: (name) => failed.get(name)?.why,
    installed: () => installed,
    asked: () => asked,
    looks: looks.list,
    async [Symbol.asyncDispose]() {
      clearInterval(retrying);
      await end();
      await reading.catch(() => undefined);
      registrations[Symbol.dispose]();
    },
  };
}

function capabilitiesOf({ grants }: InstalledPlugin): PluginToLoad['capabilities'] {
  return grants.map(({ capability }) => capability);
}

/** Another one when it was updated, or enabled again after it was not asked for a while. */
function versionOf({ hash, statusSince }: InstalledPlugin): string {
  return `${hash} ${statusSince.toISOString()}`;
}

/** The same for what runs the same. */
function keyOf(
  plugin: Pick<InstalledPlugin, 'hash' | 'manifest'> &
    (Pick<InstalledPlugin, 'grants'> | Pick<PluginToLoad, 'capabilities'>),
): string {
  const capabilities =
    'grants' in plugin ? plugin.grants.map(({ capability }) => capability) : plugin.capabilities;
  const { manifest, hash } = plugin;
  return JSON.stringify([hash, canonicalJson(manifest), capabilities.toSorted()]);
}
