import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { systemActor } from '#grammar/access';
import { openTestKernel } from '../../../test/support/kernel.ts';
import { putPlugin, type TestManifest } from '../../../test/support/plugin-folders.ts';
import { buildPlugin, readGuest } from '../../../test/support/plugins.ts';

const LIST = '/admin/plugins';

/** A site whose data folder has a real plugin, which writes title and place below each item. */
async function open() {
  const site = await openTestKernel();
  const { items, system } = site;
  const folder = join(site.settings.data, 'plugins');
  const put = (name: string, more: TestManifest = {}, component = readGuest('plain')) =>
    putPlugin(folder, name, component, { taps: ['item_view'], ...more });
  await items.createType(system, 'trip', { name: 'Trip' });
  await items.addField(system, 'trip', 'place', { field_type: 'text', label: 'Place' });
  const fields = { place: { value: 'Ostend' } };
  const { id } = await items.createItem(system, 'trip', { title: 'Sea', status: true, fields });
  return { ...site, put, folder, item: `/item/${id}` };
}

test('an administrator enables a plugin on the screen, and readers see what it does', async () => {
  await using site = await open();
  await site.put('places', { capabilities: ['read_content'] });
  const admin = await site.signIn({ name: 'Ada', isAdmin: true });
  assert.match((await admin.get('/admin')).html, /href="\/admin\/plugins"/);
  const list = await admin.get(LIST);
  for (const said of ['Places', 'What places does.', '1.0.0', 'Not installed']) {
    assert.ok(list.text.includes(said), `${said}\n${list.text}`);
  }
  assert.match(list.text, /Adds to content where it is shown/);
  assert.doesNotMatch(list.text, /item_view/);
  const about = await admin.get(`${LIST}/places`);
  assert.match(about.html, /<details>\s*<summary>For developers.*item_view: /s);
  const reader = site.browse();
  assert.ok(!(await reader.get(site.item)).text.includes('Sea, Ostend'));

  const asked = await admin.get(`${LIST}/places/enable`);
  assert.ok(asked.text.includes('Read content that the person asking may see'), asked.text);
  const enabled = await admin.submit(`${LIST}/places/enable`, {});
  assert.equal(enabled.url, `${LIST}/places`, 'its screen says what it brought');
  assert.ok(enabled.text.includes('“Places” is enabled.'), enabled.text);
  assert.ok((await reader.get(site.item)).text.includes('Sea, Ostend'));
  assert.match(
    enabled.text,
    /Read content that the person asking may see, and all of it in background work, granted by Ada/,
  );

  const disabled = await admin.submit(`${LIST}/places/disable`, {});
  assert.ok(disabled.text.includes('“Places” is disabled.'), disabled.text);
  assert.ok(!(await reader.get(site.item)).text.includes('Sea, Ostend'));

  const warned = await admin.get(`${LIST}/places/uninstall`);
  assert.ok(warned.text.includes('What it kept is deleted'), warned.text);
  const gone = await admin.submit(`${LIST}/places/uninstall`, {});
  assert.ok(gone.text.includes('“Places” is uninstalled.'), gone.text);
});

test('what is done on the command line is done by the site itself, not by an administrator', async () => {
  await using site = await open();
  await site.put('places', { capabilities: ['variables'] });
  const admin = await site.signIn({ name: 'Ada', isAdmin: true });
  const ctx = { ...site.system, actor: systemActor(admin.user.id, 'Ada') };
  await site.plugins.install(ctx, 'places', []);
  assert.match((await admin.get(`${LIST}/places`)).text, /Not enabledby System,/);
  await site.plugins.enable(ctx, 'places', ['grant places variables']);
  const { text } = await admin.get(`${LIST}/places`);
  assert.match(text, /Enabledby System,.*of its own, granted by System/s);
});

test('hosts that a plugin exchanges data with are named, and a new version that wants another asks again', async () => {
  await using site = await open();
  await site.put('places', { hosts: ['maps.example.org'] });
  const admin = await site.signIn({ name: 'Ada', isAdmin: true });
  const asked = await admin.get(`${LIST}/places/enable`);
  assert.ok(asked.text.includes('Exchange data with maps.example.org'), asked.text);
  await admin.submit(`${LIST}/places/enable`, {});
  await site.put('places', {
    version: '1.1.0',
    hosts: ['maps.example.org', 'ads.example.com:8443'],
  });
  await assert.rejects(site.plugins.update(site.system, 'places', []), (error) => {
    assert.match(String(error), /“Places” may: exchange data with ads\.example\.com:8443\./);
    assert.doesNotMatch(String(error), /maps/);
    return true;
  });
  const again = await admin.get(`${LIST}/places/update`);
  assert.match(
    again.text,
    /What it may do\s*What is new\s*Exchange data with ads\.example\.com:8443\s*As before\s*Exchange data with maps\.example\.org/,
  );
  await admin.submit(`${LIST}/places/update`, {});
  const about = await admin.get(`${LIST}/places`);
  assert.match(about.text, /Exchange data with ads\.example\.com:8443, granted by Ada/);
});

const NOTE = ['[tables.note.columns]', 'id = { type = "serial" }'].join('\n');

test('what a plugin keeps and does by itself is said before it is enabled, and on its page', async () => {
  await using site = await open();
  const taps = ['item_view', 'cron', 'cron_info', 'queue_worker', 'menu', 'page_callback'];
  await site.put('places', { taps, tables: NOTE, capabilities: ['variables'] });
  await site.put('plain');
  const admin = await site.signIn({ isAdmin: true });
  for (const path of [`${LIST}/places/enable`, `${LIST}/places`]) {
    const { text } = await admin.get(path);
    for (const said of [
      'Keeps a table of its own: note',
      'Works on jobs of its own, beside the requests',
      'Does something again and again',
      'Brings pages',
    ]) {
      assert.ok(text.includes(said), `${path}: ${said}\n${text}`);
    }
    assert.doesNotMatch(text, /reaches nothing that is not listed/);
  }
  for (const path of [`${LIST}/plain/enable`, `${LIST}/plain`]) {
    const { text } = await admin.get(path);
    assert.match(text, /Nothing that has to be granted\./);
    assert.doesNotMatch(text, /Keeps|Works on|Does something|Brings/);
  }
});

test('what a plugin needs is said before, and who needs it stands in the way', async () => {
  await using site = await open();
  await site.put('places');
  await site.put('maps', { dependencies: ['places'], capabilities: ['variables'] });
  const admin = await site.signIn({ isAdmin: true });
  const asked = await admin.get(`${LIST}/maps/enable`);
  assert.match(asked.text, /What it needs\s*Places\s*What places does\. It is enabled, too\./);
  const enabled = await admin.submit(`${LIST}/maps/enable`, {});
  assert.ok(
    enabled.text.includes('“Maps” is enabled, and so is the plugin that it needs.'),
    enabled.text,
  );
  const stays = await admin.get(`${LIST}/places/disable`);
  assert.ok(stays.text.includes('“Maps” needs “Places”. Disable it first.'), stays.text);
  assert.doesNotMatch(stays.html, /value="disable"/);

  await site.put('lost', { dependencies: ['ghost'] });
  const missing = await admin.get(`${LIST}/lost/enable`);
  assert.ok(missing.text.includes('“lost” needs the plugin “ghost”, which is not here.'));
});

test('whoever agreed to less than a new version asks for is asked again', async () => {
  await using site = await open();
  await site.put('places');
  const admin = await site.signIn({ isAdmin: true });
  await admin.submit(`${LIST}/places/enable`, {});
  await site.put(
    'places',
    { version: '1.1.0', capabilities: ['write_content'] },
    readGuest('loader'),
  );
  assert.ok((await admin.get(LIST)).text.includes('1.0.0 → 1.1.0'));
  const asked = await admin.get(`${LIST}/places/update`);
  assert.ok(asked.text.includes('1.1.0 in place of 1.0.0.'), asked.text);
  assert.ok(asked.text.includes('Save content as the person asking'), asked.text);
  const unread = await admin.submit(`${LIST}/places/update`, { agreed: '' });
  assert.equal(unread.status, 422);
  assert.ok(
    unread.text.includes(
      '“Places” may: save content as the person asking, and as the site in background work.',
    ),
  );
  const updated = await admin.submit(`${LIST}/places/update`, {});
  assert.ok(updated.text.includes('“Places” is 1.1.0 now.'), updated.text);
});

test('a new version that wants nothing more says so, and what it does newly is set apart', async () => {
  await using site = await open();
  await site.put('places', { capabilities: ['variables'] });
  const admin = await site.signIn({ isAdmin: true });
  assert.doesNotMatch((await admin.get(`${LIST}/places/enable`)).text, /What is new|As before/);
  await admin.submit(`${LIST}/places/enable`, {});
  await site.put('places', { version: '1.1.0', capabilities: ['variables'], tables: NOTE });
  const { text } = await admin.get(`${LIST}/places/update`);
  assert.match(text, /What it may do\s*As before\s*Keep settings/);
  assert.match(
    text,
    /What it does\s*What is new\s*Keeps a table of its own: note\s*As before\s*Adds to content/,
  );
});

test('a plugin that keeps failing is stopped, administrators read why, and the site is ready', async () => {
  await using site = await open();
  const source = 'export const itemView = () => { throw new Error("low water"); };';
  await site.put('places', {}, await buildPlugin(['item_view'], source));
  const admin = await site.signIn({ isAdmin: true });
  await admin.submit(`${LIST}/places/enable`, {});
  const reader = site.browse();
  for (let visits = 0; visits < 6; visits += 1) {
    assert.equal((await reader.get(site.item)).status, 200);
  }
  const said = async () => (await admin.get('/admin')).text;
  for (let tries = 0; !(await said()).includes('“Places”') && tries < 100; tries += 1)
    await sleep(20);
  assert.ok((await said()).includes('The plugin “Places” does not run.'), await said());
  const list = await admin.get(LIST);
  assert.match(list.text, /Places: It was disabled because it kept failing: .*low water/);
  assert.ok(list.text.includes('Stopped'), list.text);
  const again = await admin.get(`${LIST}/places/enable`);
  assert.match(again.text, /It was disabled because it kept failing: .*low water/);
  assert.equal((await reader.get('/health/ready')).status, 200);
  const editor = await site.signIn({ permissions: ['administer site'] });
  assert.ok(!(await editor.get('/admin')).text.includes('“Places”'));
});

test('a plugin has no say in whether it is disabled', async () => {
  await using site = await open();
  const source = [
    'export const formAlter = () => \'[{"op":"remove","path":"/actions/disable"}]\';',
    'export const formValidate = () => \'[{"pointer":"","code":"no","message":"I stay."}]\';',
    'export const pageAlter = () => \'[{"op":"set","path":"/title","value":"Nothing here"}]\';',
  ].join('\n');
  const taps = ['form_alter', 'form_validate', 'page_alter'];
  await site.put('clinging', { taps }, await buildPlugin(taps, source));
  const admin = await site.signIn({ isAdmin: true });
  await admin.submit(`${LIST}/clinging/enable`, {});
  assert.ok((await admin.get('/admin/site')).text.includes('Nothing here'), 'it works elsewhere');
  assert.ok((await admin.get(`${LIST}/clinging/disable`)).text.includes('Disable Clinging'));
  const done = await admin.submit(`${LIST}/clinging/disable`, {});
  assert.ok(done.text.includes('“Clinging” is disabled.'), done.text);
});

test('a folder that is wrong is said, and where to put a plugin', async () => {
  await using site = await open();
  const admin = await site.signIn({ isAdmin: true });
  await mkdir(join(site.folder, 'half a plugin'), { recursive: true });
  await site.put('odd', {}, new TextEncoder().encode('no component'));
  const list = await admin.get(LIST);
  assert.ok(list.text.includes('there is no NAME.info.toml in it'), list.text);
  assert.ok(list.text.includes(`put its folder into ${site.folder}`), list.text);
  assert.ok(list.html.includes(`href="${LIST}/half%20a%20plugin"`), list.html);
  const refused = await admin.submit(`${LIST}/odd/enable`, {});
  assert.equal(refused.status, 422);
  assert.ok(
    refused.text.includes('“Odd” cannot run. It is no WebAssembly component.'),
    refused.text,
  );
  assert.equal((await admin.get(`${LIST}/half%20a%20plugin`)).status, 200);
  assert.equal((await admin.get(`${LIST}/nobody`)).status, 404);
});

test('nobody else opens these screens', async () => {
  await using site = await open();
  await site.put('places');
  const editor = await site.signIn({ permissions: ['administer site'] });
  for (const path of ['', '/places', ...VERBS.map((verb) => `/places/${verb}`)]) {
    assert.equal((await editor.get(LIST + path)).status, 403, path);
  }
});

const VERBS = ['enable', 'disable', 'update', 'uninstall'];
