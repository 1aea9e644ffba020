import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { DRAFT } from '#base';
import { gatherKeeper } from '#discovery/gather';
import type { PluginHandlers } from '#grammar/taps';
import { themeKeeper } from '#grammar/theme';
import { defineQueue } from '#platform/queue';
import { broughtTaps } from '#records/items';
import { pluginPageTaps } from '#records/plugin-pages';
import { declarationTaps, lifeCycleTaps } from '#records/plugins';
import { Type } from 'typebox';
import { openTestKernel, type TestKernel } from '../support/kernel.ts';

/** Answers that change nothing and are fine, by tap; taps not named here take no answer. */
const ANSWERS: Readonly<Record<string, (plugin: string) => unknown>> = {
  item_view: (plugin) => ({ '#type': 'text', '#value': `seen by ${plugin}` }),
  item_view_alter: () => [],
  preprocess_item: (plugin) => ({ variables: { [plugin]: true } }),
  page_alter: () => [],
  preprocess_page: (plugin) => ({ variables: { [plugin]: true } }),
  form_alter: () => [],
  form_validate: () => [],
  item_validate: () => [],
  item_presave: () => ({}),
  stage_publish: () => [],
  filter_info: () => [{ name: 'loud', label: 'Loud' }],
  cron_info: () => [{ name: 'tide', schedule: { hours: 1 } }],
  queue_info: () => [{ name: 'tide' }],
  gather_alter: () => ({}),
};

/** Asked of real plugins alone: see `life-cycle-taps.test.ts`, and `pages.test.ts`, `brought.test.ts` and `listed-tables.test.ts` of plugins. */
const OF_ITS_LIFE: readonly string[] = [
  ...lifeCycleTaps,
  ...declarationTaps,
  ...pluginPageTaps,
  ...broughtTaps,
  ...themeKeeper.taps,
  ...gatherKeeper.taps,
].map(({ name }) => name);

/** A plugin that answers every tap and writes down that it was asked. */
function witness(
  name: string,
  weight: number,
  taps: readonly string[],
  asked: string[],
): PluginHandlers {
  return {
    name,
    weight,
    taps: Object.fromEntries(
      taps.map((tap) => [
        tap,
        (input: unknown) => {
          asked.push(`${tap} ${name}`);
          if (tap === 'filter_process') return loud(name, input);
          return ANSWERS[tap]?.(name);
        },
      ]),
    ),
  };
}

function loud(name: string, input: unknown): { text: string } | undefined {
  const { plugin, text } = input as { plugin: string; text: string };
  return plugin === name ? { text: text.toUpperCase() } : undefined;
}

test('every tap that there is asks every plugin, the lighter one first', async () => {
  await using site = await openTestKernel();
  const taps = site.taps
    .list()
    .map(({ name }) => name)
    .filter((name) => !OF_ITS_LIFE.includes(name));
  const asked: string[] = [];
  using _heavy = site.taps.register(witness('heavy', 5, taps, asked));
  using _light = site.taps.register(witness('light', -5, taps, asked));

  const admin = await site.signIn({ isAdmin: true });
  await site.savedFormats.createFormat(admin.ctx, {
    name: 'shout',
    label: 'Shout',
    filters: [
      { name: 'heavy:loud', settings: {} },
      { name: 'light:loud', settings: {} },
    ],
  });
  await site.items.createType(site.system, 'note', { name: 'Note' });
  await site.items.addField(site.system, 'note', 'body', {
    field_type: 'long_text',
    label: 'Body',
  });
  const note = await site.items.createItem(site.system, 'note', {
    title: 'Tide',
    status: true,
    fields: { body: { value: 'low water', format: 'shout' } },
  });

  const page = await admin.get(`/item/${note.id}`);
  assert.match(page.text, /LOW WATER/);
  assert.match(page.text, /seen by light ?seen by heavy/);
  // Administrators may do all: nobody is asked about them.
  await site.browse().get(`/item/${note.id}`);
  await admin.get('/admin/formats/add');
  await admin.submit('/admin/settings', { site_name: 'Tides' });
  await doEverythingWithRecords(site);
  await site.gathers.create(site.system, {
    name: 'notes',
    label: 'Notes',
    base: 'item',
    displays: [{ kind: 'page', id: 'page', path: '/all-notes' }],
  });
  await site.browse().get('/all-notes');
  await site.cron.runAll(site.system);
  await doJobs(site, ['light', 'heavy']);

  for (const tap of taps) {
    const lines = asked.filter((line) => line.startsWith(`${tap} `));
    assert.deepEqual(
      lines.slice(0, 2),
      [`${tap} light`, `${tap} heavy`],
      `${tap} was asked for ${lines.length} times`,
    );
  }
});

/** Makes, changes and ends one of each kind of record. */
async function doEverythingWithRecords(site: TestKernel): Promise<void> {
  const { system, items, categories, users, files } = site;
  const tide = await items.createItem(system, 'note', { title: 'Ebb' });
  await items.updateItem(system, tide.id, 'current', { title: 'Flow' });
  await items.deleteItem(system, tide.id);
  await items.purgeItem(system, tide.id);

  const draft = { ...system, stage: DRAFT };
  await items.createItem(draft, 'note', { title: 'Spring tide' });
  await site.stages.publish(system, DRAFT);

  await categories.createVocabulary(system, 'seas', { label: 'Seas' });
  const sea = await categories.createTerm(system, 'seas', { name: 'North' });
  await categories.updateTerm(system, sea.id, { name: 'Baltic' });
  await categories.deleteTerm(system, sea.id);

  const user = await users.createUser(system, { name: 'Ines', password: 'far out at sea' });
  await users.updateUser(system, user.id, { name: 'Inês' });
  const client = { address: '192.0.2.9', agent: 'test' };
  const entry = { nameOrMail: 'Inês', password: 'far out at sea', client };
  const { token } = await users.signIn(system, entry);
  await users.sessions.signOut(system, token);
  await users.deleteUser(system, user.id);

  await upload(site, 'kept.txt', (id) =>
    files.reference.referenced?.(site.database.queries, system, [id]),
  );
  await upload(site, 'stale.txt', async () => {
    await site.database.queries
      .updateTable('file_managed')
      .set({ created: new Date(0) })
      .where('permanent', '=', false)
      .execute();
  });
  await files.deleteStaleFiles();
}

/** Has each plugin work on a job of its own. */
async function doJobs(
  { queues, jobs, database, system }: TestKernel,
  plugins: readonly string[],
): Promise<void> {
  await jobs.listQueues(system);
  for (const plugin of plugins) {
    const queue = defineQueue({ name: `${plugin}:tide`, label: '', payload: Type.Unknown() });
    await queues.add(database.queries, { queue, payload: {} });
  }
  await using _working = queues.work();
  while ((await queues.listJobs({ state: 'done' })).length < plugins.length) await sleep(5);
}

async function upload(
  { files, system }: TestKernel,
  filename: string,
  then: (id: string) => Promise<void> | undefined,
): Promise<void> {
  const path = join(tmpdir(), `every-tap-${process.pid}-${filename}`);
  await writeFile(path, 'salt water');
  const limits = { extensions: ['txt'], maxSize: 100 };
  const file = await files.uploadFile(
    system,
    { filename, path, mime: 'text/plain', size: 10 },
    limits,
  );
  await then(file.id);
}
