import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock, Settings } from '#base';
import type { Taps } from '#grammar/taps';
import type { Cache } from '#platform/cache';
import type { Database } from '#platform/database';
import type { Queues } from '#platform/queue';
import type { Logger } from '#platform/telemetry';
import type { Items } from '#records/items';
import {
  type BroughtKeeper,
  createPlugins,
  type PluginPlaces,
  type Plugins,
  type SiteNames,
} from '#records/plugins';
import { createDbService } from './db/db-service.ts';
import { createHttpService } from './http/http-service.ts';
import { createPluginLoader } from './plugin-loader.ts';
import { createSqlService } from './raw-sql/sql-service.ts';
import { createPluginRuntime, type PluginRuntime, THREADS } from './plugin-runtime.ts';
import { createCacheService } from './services/cache-service.ts';
import { createContentService } from './services/content-service.ts';
import { createQueueService } from './services/queue-service.ts';
import { createSharedParts } from './services/shared-parts.ts';
import { createVariablesService } from './services/variables-service.ts';

/** The plugins that a site has, and what runs them. */
export interface SitePlugins extends AsyncDisposable {
  readonly plugins: Plugins;
  readonly runtime: PluginRuntime;
}

/** Starts the plugins that are enabled; one that keeps failing is disabled on every kernel. */
export async function createSitePlugins({
  settings: { data, secret, pluginLimits },
  items,
  cache,
  queues,
  places,
  ...deps
}: {
  readonly settings: Pick<Settings, 'data' | 'secret' | 'pluginLimits'>;
  readonly database: Database;
  readonly items: Items;
  readonly cache: Pick<Cache, 'bin'>;
  readonly queues: Queues;
  readonly taps: Taps;
  readonly site: SiteNames;
  readonly keepers: readonly BroughtKeeper[];
  readonly places: PluginPlaces | undefined;
  readonly clock: Clock;
  readonly log: Logger;
}): Promise<SitePlugins> {
  await using opened = new AsyncDisposableStack();
  const services = {
    items: createContentService(items),
    variables: createVariablesService(deps.database),
    db: createDbService(deps.database, items),
    cache: createCacheService(deps.database, cache),
    queue: createQueueService(deps.database, queues),
    rawSql: createSqlService(deps.database, secret),
    http: createHttpService({ threads: pluginLimits?.threads ?? THREADS }),
  };
  const runtime = opened.use(
    createPluginRuntime({
      ...deps,
      data,
      secret,
      limits: pluginLimits,
      services,
      shared: createSharedParts(deps.database),
      onStopped: ({ plugin, reason }) =>
        void plugins
          .stop(plugin, reason)
          .catch((err: unknown) => deps.log.error({ plugin, err }, 'It could not be disabled')),
    }),
  );
  const plugins = opened.use(
    await createPlugins({
      ...deps,
      loader: createPluginLoader(runtime),
      places: places ?? placesOf(data),
    }),
  );
  const all = opened.move();
  return { plugins, runtime, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

/** Where plugins are looked for: in the program's folder, in that of the site, and in packages. */
function placesOf(data: string): PluginPlaces {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  return {
    folders: [join(root, 'plugins'), join(data, 'plugins')],
    packages: join(root, 'node_modules'),
  };
}
