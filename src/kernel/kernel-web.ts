import { showGathers } from '#discovery/gather';
import { type Database, listPendingMigrations } from '#platform/database';
import type { FileStore } from '#platform/files-store';
import { appearanceOf, createAppearanceScreens } from '#records/appearance';
import { recentContent } from '#records/items';
import { pluginAttention } from '#records/plugins';
import { createPluginPages } from '#records/plugin-pages';
import { stageBar } from '#records/stages';
import type { HealthCheck, Web } from '#web';
import { whereToInstall } from '#install';
import { createDrawing } from './create-drawing.ts';
import { collectEndpoints, collectPages } from './pages-and-endpoints.ts';
import { gatherShow } from './gather-show.ts';
import type { KernelOverrides, Rooms } from './kernel.ts';
import { createPageBasis } from './page-basis.ts';

/** The HTTP side of all rooms. */
export async function createKernelWeb(rooms: Rooms, overrides: KernelOverrides): Promise<Web> {
  const { settings, log, clock, database, users, variables } = rooms;
  const appearance = appearanceOf(variables);
  const { themes, drawing } = createDrawing(settings, log, {
    ...rooms,
    appearance,
    looks: rooms.plugins.looks,
  });
  const show = gatherShow(rooms);
  const shown = showGathers(show, log);
  const { createWeb } = await import('#web');
  return createWeb({
    settings,
    log,
    clock,
    assets: {
      find: themes.assets.find,
      async await(path) {
        await rooms.plugins.catchUp();
        return themes.assets.find(path);
      },
      icon: () => themes.get('site').icon,
    },
    drawing,
    site: rooms.site,
    authenticate: {
      session: users.authenticateSession,
      token: users.authenticateToken,
      anonymous: users.anonymous,
    },
    stages: rooms.stages,
    recent: (ctx) => recentContent(rooms.items, ctx),
    attention: (ctx) => pluginAttention(rooms.plugins, ctx),
    pages: [
      ...collectPages(rooms, { show, shown }),
      ...createAppearanceScreens({ ...rooms, themes }),
      ...(overrides.pages ?? []),
    ],
    changingPages: [createPluginPages(rooms), shown.changingPages],
    mainMenu: shown.mainMenu,
    stageBar: (ctx, url) => stageBar(rooms.stages, ctx, url),
    permissionLabel: rooms.permissions.labelOf,
    recall: rooms.forms.recall,
    endpoints: [...collectEndpoints(rooms), shown.endpoints, ...(overrides.endpoints ?? [])],
    keeping: {
      cache: rooms.cache,
      basis: createPageBasis(rooms, themes),
      pluginsTookPart: rooms.taps.wereAsked,
    },
    checks: [
      ...healthChecks(database, rooms.store),
      ...(settings.redisUrl === undefined ? [] : [{ name: 'redis', check: rooms.cache.ping }]),
    ],
    gate: () => undefined,
    ...(settings.databaseUrl === undefined
      ? {}
      : { elsewhere: (path) => whereToInstall(rooms, path) }),
    statements: database.statements,
  });
}

function healthChecks(database: Database, store: FileStore): readonly HealthCheck[] {
  return [
    { name: 'database', check: () => database.ping() },
    {
      name: 'migrations',
      async check() {
        const pending = await listPendingMigrations(database.queries);
        if (pending.length > 0) throw new Error(`Not applied: ${pending.join(', ')}`);
      },
    },
    { name: 'files', check: () => store.ping() },
  ];
}
