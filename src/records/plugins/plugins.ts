import { can, type Permission, type RequestContext } from '#grammar/access';
import { type BroughtKeeper, createKeepers } from './brought/keepers.ts';
import type { PluginLook } from './brought/looks.ts';
import { createDisablePlugin } from './disable-plugin.ts';
import { createDiscovery, type PluginPlaces } from './discover-plugins.ts';
import { createEnablePlugin } from './enable-plugin.ts';
import { permissionsOf } from './declared/declarations.ts';
import type { EnablingPlan } from './enabling-plan.ts';
import { createInstallPlugin } from './install-plugin.ts';
import { type KnownPlugin, knownPlugins } from './known-plugin.ts';
import type { PluginLoader } from './plugin-loader.ts';
import { ADMINISTER_PLUGINS, requirePluginAdministration } from './plugin-permissions.ts';
import { getKnown, readKnown } from './read-known.ts';
import type { InstalledPlugin } from './installed-plugin.ts';
import { createRunningPlugins } from './running-plugins.ts';
import { createStopPlugin } from './stop-plugin.ts';
import { countRows } from './tables/plugin-tables.ts';
import { createUninstallPlugin } from './uninstall-plugin.ts';
import { createUpdatePlugin } from './update-plugin.ts';
import type { PluginDeps } from './plugin-deps.ts';

/**
 * The plugins of the site. Looking at them and changing them needs `administer plugins`. A change
 * is answered when this kernel has made it; every other one has a moment later.
 */
export interface Plugins extends AsyncDisposable {
  /** Installed and found ones, by name. */
  list(ctx: RequestContext): Promise<readonly KnownPlugin[]>;
  /**
   * Those that do not do what somebody wants of them: enabled and not running, or stopped. None
   * for who may not administer plugins. Costs nothing.
   */
  listFailing(ctx: RequestContext): readonly KnownPlugin[];
  /** Throws `NotFound`. */
  get(ctx: RequestContext, name: string): Promise<KnownPlugin>;
  /** What somebody has to agree to before it is installed: only where it is asked something then. */
  planInstalling(ctx: RequestContext, name: string): Promise<EnablingPlan>;
  /** Throws as `enable`. */
  install(ctx: RequestContext, name: string, agreed?: readonly string[]): Promise<void>;
  /** What enabling it comes to, and what has to be agreed to. Throws `Conflict` when it needs others that are not here. */
  planEnabling(ctx: RequestContext, name: string): Promise<EnablingPlan>;
  /**
   * Answers the names of those that were enabled: none if it was. `agreed`: keys of what the plan
   * asks; throws `Conflict` when some is missing, `InvalidInput` when a plugin cannot run.
   */
  enable(ctx: RequestContext, name: string, agreed: readonly string[]): Promise<readonly string[]>;
  /** Throws `Conflict` while others need it. */
  disable(ctx: RequestContext, name: string): Promise<void>;
  /** As `planEnabling`, for what stands in its folder. */
  planUpdate(ctx: RequestContext, name: string): Promise<EnablingPlan>;
  /** Answers whether there was anything new. Throws as `enable`. */
  update(ctx: RequestContext, name: string, agreed: readonly string[]): Promise<boolean>;
  /** Throws `Conflict` while it is enabled. */
  uninstall(
    ctx: RequestContext,
    name: string,
    options?: { readonly keepTables?: boolean },
  ): Promise<void>;
  /** How many rows it keeps in tables of its own. */
  countRows(ctx: RequestContext, name: string): Promise<number>;
  /** The permissions that enabled plugins bring. */
  permissions(): readonly Permission[];
  /** Those that this kernel asks; the same list until that changes. */
  asked(): readonly InstalledPlugin[];
  /** What those add to the look of the site; the same list until that changes. */
  looks(): readonly PluginLook[];
  /** What any kernel changed by now is known here once this answers; cheap when many ask. */
  catchUp(): Promise<void>;
  /** It kept failing: disables it, for administrators to read why. */
  stop(name: string, reason: string): Promise<void>;
}

export interface PluginOptions extends Omit<PluginDeps, 'running' | 'discover' | 'keepers'> {
  readonly keepers: readonly BroughtKeeper[];
  readonly loader: PluginLoader;
  readonly places: PluginPlaces;
  /** Milliseconds for which requests under way still ask a plugin that was taken away; default 30,000. */
  readonly grace?: number;
  /** Milliseconds after which a plugin that did not run is tried again; default 60,000. */
  readonly retry?: number;
}

const GRACE = 30_000;
const RETRY = 60_000;

/** Starts the plugins that are enabled; those that cannot run are left out and say why. */
export async function createPlugins(options: PluginOptions): Promise<Plugins> {
  const { places, grace = GRACE, retry = RETRY } = options;
  const running = await createRunningPlugins({ ...options, grace, retry });
  const keepers = createKeepers(options.taps, options.keepers);
  const deps = { ...options, running, keepers, discover: createDiscovery(places) };
  return {
    async list(ctx) {
      requirePluginAdministration(ctx);
      return readKnown(deps);
    },
    listFailing: ({ actor }) =>
      can(actor, ADMINISTER_PLUGINS)
        ? knownPlugins(running.installed(), [], running.failureOf).filter(
            ({ problems }) => problems.length > 0,
          )
        : [],
    async get(ctx, name) {
      requirePluginAdministration(ctx);
      return (await getKnown(deps, name)).plugin;
    },
    ...createInstallPlugin(deps),
    ...createEnablePlugin(deps),
    disable: createDisablePlugin(deps),
    ...createUpdatePlugin(deps),
    uninstall: createUninstallPlugin(deps),
    async countRows(ctx, name) {
      requirePluginAdministration(ctx);
      return countRows(deps.database.queries, name);
    },
    permissions: () =>
      running
        .installed()
        .filter(({ status }) => status === 'enabled')
        .flatMap(({ manifest, declared }) => permissionsOf({ ...manifest, declared })),
    asked: running.asked,
    looks: running.looks,
    catchUp: running.catchUp,
    stop: createStopPlugin(deps),
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  };
}
