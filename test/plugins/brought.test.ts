import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { LIVE } from '#base';
import type { JsonObject } from '#base';
import { openTestKernel, type TestKernel } from '../support/kernel.ts';
import { putPlugin } from '../support/plugin-folders.ts';
import { buildPlugin } from '../support/plugins.ts';

interface Brought {
  readonly fieldTypes?: readonly JsonObject[];
  readonly types?: readonly JsonObject[];
  readonly theme?: JsonObject;
  readonly files?: { readonly [path: string]: string };
}

/** Puts a plugin “cars” into the folder of the site that brings just this. */
async function putCars(site: TestKernel, version: string, brought: Brought): Promise<void> {
  const { fieldTypes = [], types = [], theme = { components: {} }, files = {} } = brought;
  const taps = ['field_info', 'item_info', 'theme'];
  const answer = (name: string, value: object) =>
    `export function ${name}() { return ${JSON.stringify(JSON.stringify(value))}; }`;
  const component = await buildPlugin(
    taps,
    [
      answer('fieldInfo', fieldTypes),
      answer('itemInfo', types),
      answer('theme', theme),
      `// ${version}`,
    ].join('\n'),
  );
  await rm(join(site.settings.data, 'plugins/cars'), { recursive: true, force: true });
  const folder = await putPlugin(join(site.settings.data, 'plugins'), 'cars', component, {
    taps,
    version,
  });
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

const PLATE = {
  name: 'cars_plate',
  label: 'Number plate',
  description: 'What stands on a car.',
  base: 'text',
  settings: { max_length: 9, pattern: '[A-Z]{1,3}-[0-9]{1,4}', pattern_message: 'Like HH-42.' },
};
const CAR = {
  type: 'car',
  name: 'Car',
  fields: [{ name: 'plate', field_type: 'cars_plate', label: 'Plate' }],
};

test('a field type of a plugin is used like every other, and its values outlive it', async () => {
  await using site = await openTestKernel();
  const { items, plugins, system } = site;
  await putCars(site, '1.0.0', { fieldTypes: [PLATE], types: [CAR] });
  await plugins.enable(system, 'cars', []);
  const car = (value: string) =>
    items.createItem(system, 'car', { title: 'A car', status: true, fields: { plate: { value } } });
  const { id } = await car('HH-42');
  await assert.rejects(() => car('hello'), /./);
  const admin = await site.signIn({ isAdmin: true });
  assert.match((await admin.get('/admin/structure/types/car/fields/add')).text, /Number plate/);
  const api = await site.api({ isAdmin: true });
  const schema = await api('GET', '/openapi.json');
  assert.match(JSON.stringify(schema), /\[A-Z\]\{1,3\}-/);

  await plugins.disable(system, 'cars');
  assert.match((await site.browse().get(`/item/${id}`)).text, /HH-42/);
  const fields = await admin.get('/admin/structure/types/car/fields');
  assert.match(fields.text, /Number plate of “Cars”, which is off/);
  const choice = await admin.get('/admin/structure/types/car/fields/add');
  assert.doesNotMatch(choice.text, /What stands on a car/);

  await plugins.enable(system, 'cars', []);
  await assert.rejects(() => car('hello'), /./);
});

test('a new version adds fields, and is refused where it wants another kind of what is there', async () => {
  await using site = await openTestKernel();
  const { items, plugins, system } = site;
  await putCars(site, '1.0.0', { fieldTypes: [PLATE], types: [CAR] });
  await plugins.enable(system, 'cars', []);
  const wheels = { name: 'wheels', field_type: 'integer', label: 'Wheels' };
  const next = { ...CAR, fields: [...CAR.fields, wheels] };
  await putCars(site, '1.1.0', { fieldTypes: [PLATE], types: [next] });
  await plugins.update(system, 'cars', []);
  assert.deepEqual(
    items.getType({ stage: LIVE }, 'car').fields.map(({ name }) => name),
    ['plate', 'wheels'],
  );
  const other = { ...CAR, fields: [{ ...wheels, field_type: 'text' }] };
  await putCars(site, '2.0.0', { fieldTypes: [PLATE], types: [other] });
  await assert.rejects(
    () => plugins.update(system, 'cars', []),
    /wants the field “Wheels” of “car” to be of the kind text; here it is integer/,
  );
  assert.equal((await plugins.get(system, 'cars')).manifest?.version, '1.1.0');
  // What a version does not bring any more stays.
  await putCars(site, '2.1.0', { fieldTypes: [PLATE], types: [CAR] });
  await plugins.update(system, 'cars', []);
  assert.equal(items.getType({ stage: LIVE }, 'car').fields.length, 2);
});

test('what a plugin may not bring is said, and nothing of it is there', async () => {
  await using site = await openTestKernel();
  const { items, plugins, system } = site;
  const refused = async (brought: Brought, why: RegExp) => {
    await putCars(site, '1.0.0', brought);
    await assert.rejects(() => plugins.enable(system, 'cars', []), why);
    assert.equal(items.findType({ stage: LIVE }, 'car'), undefined);
    assert.equal(items.fieldTypes.find('cars_plate'), undefined);
  };
  const plate = (more: object) => ({ fieldTypes: [{ ...PLATE, ...more }], types: [CAR] });
  await refused(plate({ name: 'plate' }), /must be “cars” or begin with “cars_”/);
  await refused(plate({ base: 'compound' }), /“compound” is not a field type to build on/);
  await refused(plate({ settings: { pattern: '(a+)+' } }), /its pattern is refused/);
  await refused(plate({ settings: { pattern: '.*.*.*x', max_length: 9 } }), /more than one of its/);
  await refused(plate({ settings: { pattern: 'a+' } }), /with a pattern, it needs a max_length/);
  const slow = { name: 'slow', field_type: 'text', label: 'Slow', settings: { pattern: '.*.*x' } };
  await refused({ types: [{ ...CAR, fields: [slow] }] }, /field slow: its pattern is refused/);
  await refused({ types: [CAR] }, /must be one of text, long_text/);
  await refused(
    { theme: { components: { cars_tile: { description: 'A car.' } } } },
    /needs templates\/component--cars_tile\.html/,
  );
  await refused(
    { files: { 'templates/component--cars_tile.html': '<script src="/x.js"></script>' } },
    /component--cars_tile\.html:1: <script> is not for plugins/,
  );
  await refused({ files: { 'templates/page.html': 'x' } }, /templates\/page\.html: a plugin has/);
});

test('scripts of plugins are served by nobody', async () => {
  await using site = await openTestKernel();
  await putCars(site, '1.0.0', { files: { 'assets/cars.js': 'alert(1)' } });
  await assert.rejects(
    () => site.plugins.enable(site.system, 'cars', []),
    /assets\/cars\.js: pages load nothing of that kind from a plugin, only \.css, \.svg/,
  );
});

test('a theme draws what a plugin brings in its own way', async () => {
  await using site = await openTestKernel({ settings: { production: false } });
  const { items, plugins, system } = site;
  const theme = join(site.settings.data, 'themes/harbour');
  await mkdir(join(theme, 'templates'), { recursive: true });
  await writeFile(join(theme, 'theme.toml'), 'name = "Harbour"\nbase = "base"\n');
  await putCars(site, '1.0.0', {
    types: [{ type: 'car', name: 'Car', fields: [] }],
    files: {
      'templates/item--car.html': '<article><p>drawn by the plugin: {{ title }}</p></article>',
    },
  });
  await plugins.enable(system, 'cars', []);
  const { id } = await items.createItem(system, 'car', { title: 'Beetle', status: true });
  const page = async () => (await site.browse().get(`/item/${id}`)).text;
  assert.match(await page(), /drawn by the plugin: Beetle/);
  await writeFile(
    join(theme, 'templates/item--car.html'),
    '<p>drawn by the theme: {{ title }}</p>',
  );
  await site.database.transaction((one) => site.variables.save(one, 'theme', 'harbour'));
  // The kernel hears of it a moment later.
  for (let tries = 0; tries < 100 && !(await page()).includes('by the theme'); tries += 1) {
    await sleep(50);
  }
  assert.match(await page(), /drawn by the theme: Beetle/);
});
