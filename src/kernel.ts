import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Clock, type Settings, systemClock } from '#base';
import { createPermissionRegistry, type PermissionRegistry } from '#grammar/access';
import { createVariables, type Variables } from '#grammar/config';
import {
  createFieldTypes,
  createReferencePages,
  createReferenceTargets,
  type ReferenceTargets,
} from '#grammar/fields';
import { createTextFormats, type TextFormats } from '#grammar/formats';
import { createForms, type Forms } from '#grammar/forms';
import { createRenderer } from '#grammar/render';
import type { EndpointSource, PageRoute } from '#grammar/routes';
import {
  createComponentsScreens,
  createPages,
  createThemes,
  type Pages,
  themePermissions,
  type Themes,
} from '#grammar/theme';
import { type Database, listPendingMigrations, migrate, openDatabase } from '#platform/database';
import { createLocalFileStore, type FileStore } from '#platform/files-store';
import { createLog, type Logger } from '#platform/telemetry';
import {
  type Categories,
  categoryPermissions,
  createCategories,
  createCategoryScreens,
  createTermApi,
  createTermPages,
} from '#records/categories';
import {
  cleanFilesRegularly,
  createFileApi,
  createFilePages,
  createFiles,
  filePermissions,
  type Files,
} from '#records/files';
import {
  createItemPages,
  createItemReference,
  createItems,
  createTermItems,
  itemEndpoints,
  type Items,
  itemTypeEndpoints,
  listItemPermissions,
  recentContent,
} from '#records/items';
import { createSiteScreens, siteInformation, sitePermissions } from '#records/site';
import { createTransfer, type Transfer } from '#records/transfer';
import {
  createUserReference,
  createUsers,
  peopleScreens,
  userPages,
  type Users,
} from '#records/users';
import type { HealthCheck, Web } from '#web';
import { createInstallPages, whereToInstall } from '#install';

/** The running program: every room, wired. Disposing of it ends everything that it started. */
export interface Kernel extends AsyncDisposable {
  readonly settings: Settings;
  readonly log: Logger;
  readonly clock: Clock;
  readonly database: Database;
  readonly permissions: PermissionRegistry;
  readonly variables: Variables;
  readonly users: Users;
  readonly files: Files;
  readonly categories: Categories;
  readonly items: Items;
  readonly transfer: Transfer;
  /** The HTTP side; made when it is first asked for, since most commands never do. */
  web(): Promise<Web>;
}

/** What tests put in place of the real thing. */
export interface KernelOverrides {
  readonly clock?: Clock;
  readonly log?: Logger;
  /** Used as it is, and closed with the kernel. */
  readonly database?: Database;
  readonly fileStore?: FileStore;
  /** Besides those of the rooms. */
  readonly pages?: readonly PageRoute[];
  readonly endpoints?: readonly EndpointSource[];
}

/**
 * Wires the program by hand: the only place that does. Throws `Unavailable` when the database
 * cannot be reached, with nothing left open.
 */
export async function createKernel(
  settings: Settings,
  overrides: KernelOverrides = {},
): Promise<Kernel> {
  await using opened = new AsyncDisposableStack();
  const log = overrides.log ?? createLog(settings);
  const clock = overrides.clock ?? systemClock;

  const database = opened.use(overrides.database ?? (await openDatabase(settings)));
  for (const name of await migrate(database)) log.info({ migration: name }, 'Migrated');
  const store = overrides.fileStore ?? createLocalFileStore(join(settings.data, 'files'));

  const permissions = createPermissionRegistry();
  const variables = opened.use(await createVariables({ database, log }));
  const references = createReferenceTargets();
  const fieldTypes = createFieldTypes(references);
  const formats = createTextFormats();
  permissions.register(formats.permissions);

  const users = opened.use(await createUsers({ database, clock, log, permissions }));
  const files = createFiles({ database, store, clock });
  permissions.register(() => filePermissions);
  const categories = createCategories({ database });
  permissions.register(() => categoryPermissions);
  permissions.register(() => themePermissions);
  permissions.register(() => sitePermissions);
  const items = createItems({ database, fieldTypes, references, formats, clock });
  permissions.register(() => listItemPermissions(items.listTypes()));
  references.register(createUserReference(database.queries));
  references.register(files.reference);
  references.register(categories.reference);
  references.register(createItemReference(items));
  opened.defer(await items.start());
  const transfer = createTransfer({ database, items, categories, references });

  const { secret } = settings;
  const forms = createForms({ secret, clock, takeUpload: files.takeUpload });
  const rooms = {
    database,
    variables,
    users,
    files,
    categories,
    items,
    transfer,
    references,
    formats,
    forms,
  };
  let web: Promise<Web> | undefined;
  let cleaning: AsyncDisposable | undefined;
  const kernel = { settings, log, clock, permissions, ...rooms };
  const disposables = opened.move();
  return {
    ...kernel,
    web() {
      cleaning ??= cleanFilesRegularly(files, log);
      return (web ??= createKernelWeb({ ...kernel, store }, overrides));
    },
    async [Symbol.asyncDispose]() {
      const made = await web?.catch(() => undefined);
      await made?.app.close();
      await cleaning?.[Symbol.asyncDispose]();
      await disposables.disposeAsync();
    },
  };
}

interface Rooms extends Omit<Kernel, 'web' | typeof Symbol.asyncDispose> {
  readonly store: FileStore;
  readonly references: ReferenceTargets;
  readonly formats: TextFormats;
  readonly forms: Forms;
}

async function createKernelWeb(rooms: Rooms, overrides: KernelOverrides): Promise<Web> {
  const { settings, log, clock, database, users, variables } = rooms;
  const { themes, drawing } = createDrawing(settings, log, rooms.formats);
  const { createWeb } = await import('#web');
  return createWeb({
    settings,
    log,
    clock,
    assets: { find: themes.assets.find, icon: () => themes.get('site').icon },
    drawing,
    site: () => siteInformation(variables),
    authenticate: {
      session: users.authenticateSession,
      token: users.authenticateToken,
      anonymous: users.anonymous,
    },
    recent: (ctx) => recentContent(rooms.items, ctx),
    pages: [...collectPages(rooms), ...(overrides.pages ?? [])],
    endpoints: [...collectEndpoints(rooms), ...(overrides.endpoints ?? [])],
    checks: healthChecks(database, rooms.store),
    gate: () => undefined,
    ...(settings.databaseUrl === undefined
      ? {}
      : { elsewhere: (path) => whereToInstall(rooms, path) }),
    statements: database.statements,
  });
}

/** Themes, and what draws pages with them; needs no database. */
export function createDrawing(
  { production }: Pick<Settings, 'production'>,
  log: Logger,
  formats: TextFormats,
): { themes: Themes; drawing: Pages } {
  const folder = fileURLToPath(new URL('../themes', import.meta.url));
  const themes = createThemes({ folder, development: !production, log });
  const renderer = createRenderer({ formats, templates: themes.elements });
  return { themes, drawing: createPages({ themes, renderer }) };
}

function collectPages(rooms: Rooms): readonly PageRoute[] {
  const { users, files, categories, items, references, forms, permissions, clock } = rooms;
  return [
    ...createItemPages({
      items,
      database: rooms.database,
      references,
      formats: rooms.formats,
      forms,
      clock,
      site: () => siteInformation(rooms.variables),
    }),
    ...createComponentsScreens(clock),
    ...createFilePages(files),
    // The embedded default installs itself at its first start.
    ...(rooms.settings.databaseUrl === undefined ? [] : createInstallPages(rooms, forms)),
    ...createReferencePages(references),
    ...createSiteScreens({ database: rooms.database, variables: rooms.variables, forms }),
    ...userPages({ users, forms, clock }),
    ...peopleScreens({ users, forms, permissions }),
    ...createTermPages(
      categories,
      createTermItems({ items, database: rooms.database, references }),
    ),
    ...createCategoryScreens({
      categories,
      forms,
      countUses: (ctx, id) => items.countItems(ctx, { references: { type: 'term', id }, limit: 1 }),
    }),
  ];
}

function collectEndpoints({ items, files, categories }: Rooms): readonly EndpointSource[] {
  return [
    itemEndpoints(items),
    itemTypeEndpoints(items),
    createFileApi(files),
    createTermApi(categories),
  ];
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
