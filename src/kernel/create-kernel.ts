import { join } from 'node:path';
import { type Settings, systemClock } from '#base';
import { createPermissionRegistry, systemContext } from '#grammar/access';
import { createVariables } from '#grammar/config';
import { createFieldTypes, createReferenceTargets } from '#grammar/fields';
import { createTextFormats, formatTaps } from '#grammar/formats';
import { createForms, createFormStates, formTaps } from '#grammar/forms';
import { createTaps } from '#grammar/taps';
import { pageTaps, themeKeeper, themePermissions } from '#grammar/theme';
import { createCache } from '#platform/cache';
import { migrate, openDatabase } from '#platform/database';
import { createLocalFileStore } from '#platform/files-store';
import { createQueues } from '#platform/queue';
import { createLog } from '#platform/telemetry';
import {
  createDrafts,
  createGathers,
  gatherKeeper,
  gatherPermissions,
  type Gathers,
  gatherTaps,
  pathsOfGathers,
} from '#discovery/gather';
import { categoryPermissions, createCategories, termTaps } from '#records/categories';
import { cronPermissions, cronTaps, createCron, startCronTimer } from '#records/cron';
import { createFiles, fileTaps, filePermissions } from '#records/files';
import { createFormats, formatPermissions } from '#records/formats';
import {
  accessTaps,
  broughtTaps,
  createItemReference,
  createItems,
  itemTaps,
  keepGrantsCurrent,
  listItemPermissions,
} from '#records/items';
import { createJobs, createPluginQueues, jobPermissions, jobTaps } from '#records/jobs';
import {
  declarationTaps,
  type InstalledPlugin,
  lifeCycleTaps,
  pluginPermissions,
} from '#records/plugins';
import { pluginPageTaps } from '#records/plugin-pages';
import { createFindSite, createVariableKind, sitePermissions } from '#records/site';
import { createStages, listStagePermissions, stageTaps } from '#records/stages';
import { createTransfer } from '#records/transfer';
import { createUserReference, createUsers, userTaps } from '#records/users';
import { createSitePlugins } from '#plugins';
import type { Web } from '#web';
import { cronTasks } from './cron-tasks.ts';
import { createKernelWeb } from './kernel-web.ts';
import type { Kernel, KernelOverrides } from './kernel.ts';

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
  const cache = opened.use(await createCache({ ...settings, database, clock, log }));
  const store = overrides.fileStore ?? createLocalFileStore(join(settings.data, 'files'));

  const queues = createQueues({ database, log });
  const permissions = createPermissionRegistry();
  const taps = createTaps([
    ...pageTaps,
    ...itemTaps,
    ...accessTaps,
    ...termTaps,
    ...fileTaps,
    ...userTaps,
    ...formatTaps,
    ...formTaps,
    ...declarationTaps,
    ...broughtTaps,
    ...themeKeeper.taps,
    ...pluginPageTaps,
    ...gatherTaps,
    ...cronTaps,
    ...stageTaps,
    ...jobTaps,
    ...lifeCycleTaps,
  ]);
  for (const plugin of overrides.plugins ?? []) taps.register(plugin);
  const variables = opened.use(await createVariables({ database, log }));
  const references = createReferenceTargets();
  const fieldTypes = createFieldTypes(references);
  const savedFormats = opened.use(
    await createFormats({
      database,
      log,
      withdraw: (transaction, permission) => users.withdrawPermission(transaction, permission),
    }),
  );
  const formats = createTextFormats({ formats: savedFormats.list, taps, log });
  permissions.register(formats.permissions);
  permissions.register(() => formatPermissions);

  const users = opened.use(await createUsers({ database, taps, clock, log, permissions }));
  permissions.register(() => themePermissions);
  permissions.register(() => sitePermissions);
  const stages = opened.use(
    await createStages({
      database,
      taps,
      clock,
      log,
      secret: settings.secret,
      isLiveProtected: () => variables.find('live_protected') === true,
    }),
  );
  permissions.register(() => listStagePermissions(stages.known()));
  const files = createFiles({ database, taps, store, clock, chain: stages.chain });
  permissions.register(() => filePermissions);
  const site = createFindSite(variables, stages.documents);
  const items = createItems({
    database,
    stages,
    fieldTypes,
    references,
    formats,
    clock,
    taps,
    roleNames: users.roleNames,
  });
  permissions.register(() => listItemPermissions(items.listTypesEverywhere()));
  const categories = createCategories({ database, taps, stages });
  permissions.register(() => categoryPermissions);
  // After content: whoever saves an item with a new term holds the item first, too.
  stages.documents.register(createVariableKind(variables));
  references.register(createUserReference(database.queries));
  references.register(files.reference);
  references.register(categories.reference);
  references.register(createItemReference(items));
  opened.defer(await items.start());
  const transfer = createTransfer({ database, items, categories, references });

  const { secret } = settings;
  permissions.register(() => pluginPermissions);
  const { plugins, runtime: pluginRuntime } = opened.use(
    await createSitePlugins({
      settings,
      database,
      items,
      cache,
      queues,
      taps,
      clock,
      log,
      site: {
        paths: async () => [...(await openWeb()).takenPaths, ...pathsOfGathers(gathers.list())],
        permissions: () => permissions.list().map(({ name }) => name),
        withdraw: users.withdrawPermission,
      },
      places: overrides.pluginPlaces,
      keepers: [items.pluginContent(categories.makeVocabularies), themeKeeper, gatherKeeper],
    }),
  );
  permissions.register(plugins.permissions);
  permissions.register(() => gatherPermissions);
  const gathers: Gathers = opened.use(
    await createGathers({
      database,
      stages,
      queues,
      items,
      categories,
      taps,
      clock,
      log,
      asked: plugins.asked,
      roleNames: users.roleNames,
      takenPaths: async () => [
        ...(await openWeb()).takenPaths,
        ...plugins.asked().flatMap(pathsOfPlugin),
      ],
      timeZone: () => site().timeZone,
    }),
  );
  const drafts = createDrafts({ database, clock });
  const states = createFormStates({ database, secret, clock });
  const forms = createForms({ secret, clock, takeUpload: files.takeUpload, states, taps });
  permissions.register(() => cronPermissions);
  permissions.register(() => jobPermissions);
  queues.registerSource(createPluginQueues(taps, log));
  const cron = createCron({
    database,
    clock,
    log,
    taps,
    tasks: cronTasks(database, files, states, queues, drafts, () =>
      stages.schedules.publishDue(systemContext({ log }), users.findActor),
    ),
    timeZone: () => site().timeZone,
  });
  const rooms = {
    cache,
    cron,
    queues,
    jobs: createJobs(queues),
    database,
    variables,
    taps,
    users,
    files,
    gathers,
    drafts,
    categories,
    items,
    site,
    stages,
    transfer,
    references,
    savedFormats,
    formats,
    forms,
    plugins,
    pluginRuntime,
  };
  let web: Promise<Web> | undefined;
  let serves = false;
  const serving = new AsyncDisposableStack();
  const kernel = { settings, log, clock, permissions, ...rooms };
  const openWeb = (): Promise<Web> => (web ??= createKernelWeb({ ...kernel, store }, overrides));
  const disposables = opened.move();
  return {
    ...kernel,
    web() {
      if (!serves) serving.use(keepGrantsCurrent(items.grants, { taps, log }));
      if (!serves && settings.cron) serving.use(startCronTimer(cron, log));
      if (!serves && settings.workers) serving.use(queues.work());
      serves = true;
      return openWeb();
    },
    async [Symbol.asyncDispose]() {
      const made = await web?.catch(() => undefined);
      await made?.app.close();
      await serving.disposeAsync();
      await disposables.disposeAsync();
    },
  };
}

function pathsOfPlugin({ declared }: InstalledPlugin): readonly string[] {
  return declared.routes.map(({ path }) => path);
}
