import { join } from 'node:path';
import { createReferencePages } from '#grammar/fields';
import {
  createGatherScreens,
  createGatherWords,
  type GatherShowDeps,
  type ShownGathers,
} from '#discovery/gather';
import type { EndpointSource, PageRoute } from '#grammar/routes';
import { createComponentsScreens } from '#grammar/theme';
import {
  createCategoryScreens,
  createCategoryWords,
  createTermApi,
  createTermPages,
} from '#records/categories';
import { createCronScreens } from '#records/cron';
import { createFileApi, createFilePages } from '#records/files';
import { createFormatScreens } from '#records/formats';
import {
  countFormatUses,
  createItemPages,
  createItemWords,
  createTypeWords,
  createTermItems,
  itemEndpoints,
  itemTypeEndpoints,
} from '#records/items';
import { createJobScreens } from '#records/jobs';
import { createPluginScreens } from '#records/plugins';
import { createSiteScreens, createSiteWords } from '#records/site';
import { createStageApi, createStageScreens } from '#records/stages';
import { peopleScreens, userPages } from '#records/users';
import { createInstallPages } from '#install';
import type { Rooms } from './kernel.ts';

/** The pages and screens of all rooms. */
export function collectPages(
  rooms: Rooms,
  { show, shown }: { readonly show: GatherShowDeps; readonly shown: ShownGathers },
): readonly PageRoute[] {
  const { users, files, categories, items, references, forms, permissions, clock } = rooms;
  const pluginLabel = (name: string) =>
    rooms.plugins.asked().find((one) => one.name === name)?.manifest.label ?? name;
  return [
    ...createItemPages({
      items,
      stages: rooms.stages,
      database: rooms.database,
      references,
      taps: rooms.taps,
      formats: rooms.formats,
      forms,
      clock,
      findActor: users.findActor,
      names: {
        permission: permissions.labelOf,
        plugin: pluginLabel,
        roles: async () =>
          new Map((await users.listRoles()).map(({ name, label }) => [name, label])),
      },
      site: rooms.site,
      addToPage: shown.addToPage,
    }),
    ...shown.pages,
    ...createGatherScreens({
      gathers: rooms.gathers,
      drafts: rooms.drafts,
      advisor: rooms.gathers.advisor,
      items,
      forms,
      show,
      listPermissions: permissions.list,
      listRoles: users.listRoles,
    }),
    ...createComponentsScreens(clock),
    ...createFilePages(files),
    ...createFormatScreens({
      formats: rooms.savedFormats,
      textFormats: rooms.formats,
      forms,
      roles: users.listRoles,
      uses: (_ctx, format) => countFormatUses(rooms, format),
    }),
    // The embedded default installs itself at its first start.
    ...(rooms.settings.databaseUrl === undefined ? [] : createInstallPages(rooms, forms)),
    ...createReferencePages(references),
    ...createPluginScreens({
      plugins: rooms.plugins,
      forms,
      taps: rooms.taps.list(),
      folder: join(rooms.settings.data, 'plugins'),
      guarding: items.grants,
      permissionLabel: permissions.labelOf,
    }),
    ...createCronScreens({
      cron: rooms.cron,
      forms,
      clock,
      secret: rooms.settings.secret,
      baseUrl: rooms.settings.baseUrl,
      timer: rooms.settings.cron,
      pluginLabel,
    }),
    ...createJobScreens({ jobs: rooms.jobs, forms, workers: rooms.settings.workers }),
    ...createSiteScreens({ ...rooms, forms }),
    ...createStageScreens({
      site: rooms.site,
      stages: rooms.stages,
      forms,
      words: [
        createItemWords(rooms),
        createTypeWords(rooms.items),
        ...createCategoryWords(categories),
        createGatherWords(rooms.gathers),
        createSiteWords(),
      ],
      enter: users.sessions.enter,
    }),
    ...userPages({ users, forms, clock }),
    ...peopleScreens({ users, forms, permissions }),
    ...createTermPages(categories, {
      ...createTermItems({ items, database: rooms.database, references, taps: rooms.taps }),
      count: items.countUnder,
    }),
    ...createCategoryScreens({
      categories,
      forms,
      content: {
        ...termContent(items),
        uses: (ctx, id) => items.countItems(ctx, { references: { type: 'term', id }, limit: 1 }),
      },
    }),
  ];
}

/** What the API offers. */
export function collectEndpoints({
  items,
  files,
  categories,
  stages,
}: Rooms): readonly EndpointSource[] {
  return [
    itemEndpoints(items),
    itemTypeEndpoints(items),
    createFileApi(files),
    createTermApi(categories, termContent(items)),
    createStageApi(stages),
  ];
}

/** What terms are told of content. */
function termContent({ replaceTerm, isReferredTo, countUnder: count }: Rooms['items']) {
  return { replaceTerm, isReferredTo, count };
}
