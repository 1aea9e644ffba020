import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openTestKernel } from '../support/kernel.ts';
import { putPlugin } from '../support/plugin-folders.ts';
import { buildPlugin, readGuest } from '../support/plugins.ts';

const TAPS = ['install', 'disable', 'uninstall', 'cron'];
/** Where its version says so it saves and then loops for ever, or saves for ever. */
const SOURCE = `import { set } from 'trovato:plugin/variables@0.1.0';
function live(tap, input) {
  const { version = '1.0.0', task } = JSON.parse(input);
  set(tap, input);
  if (version === '2.0.0' || task !== undefined) for (;;);
  for (let i = 0; version === '3.0.0'; i += 1) set('again', String(i));
}
${TAPS.map((tap) => `export const ${tap} = (input) => live('${tap}', input);`).join('\n')}`;

const GRANT = ['grant trap variables'];

/** A site with little patience, and a plugin with much to do. */
async function open() {
  const pluginLimits = { threads: 2, workDeadline: 300, failures: 50 };
  const site = await openTestKernel({ settings: { pluginLimits } });
  const bytes = await buildPlugin(TAPS, SOURCE);
  const folder = join(site.settings.data, 'plugins');
  return {
    ...site,
    put: (version: string) =>
      putPlugin(folder, 'trap', bytes, { taps: TAPS, version, capabilities: ['variables'] }),
    state: async () => (await site.plugins.get(site.system, 'trap')).state,
    kept: async () =>
      (await site.database.queries.selectFrom('plugin_variable').select('name').execute())
        .map(({ name }) => name)
        .toSorted(),
  };
}

test('an endless loop when it is installed leaves nothing behind, and is said on the screen', async () => {
  await using site = await open();
  await site.put('2.0.0');
  const admin = await site.signIn({ isAdmin: true });
  const answer = await admin.submit('/admin/plugins/trap/enable', {});
  assert.match(
    answer.text,
    /“Trap” failed at “install”, and nothing was done\. The plugin “trap” took longer than 300 ms/,
  );
  assert.deepEqual([await site.state(), await site.kept()], ['found', []]);
  assert.equal((await admin.get('/admin')).status, 200);
});

test('one that saves for ever is ended, too, and what it saved is taken back', async () => {
  await using site = await open();
  await site.put('3.0.0');
  await assert.rejects(site.plugins.enable(site.system, 'trap', GRANT), {
    code: 'plugin.failed_at_change',
    message: /took longer than 3000 ms in all/,
  });
  assert.deepEqual([await site.state(), await site.kept()], ['found', []]);
});

test('an endless loop when it goes does not keep it', async () => {
  await using site = await open();
  const { plugins, system } = site;
  await site.put('1.0.0');
  await plugins.enable(system, 'trap', GRANT);
  await site.put('2.0.0');
  await plugins.update(system, 'trap', []);
  await plugins.disable(system, 'trap');
  assert.deepEqual([await site.state(), await site.kept()], ['disabled', ['install']]);
  await plugins.uninstall(system, 'trap');
  assert.deepEqual([await site.state(), await site.kept()], ['found', []]);
});

test('an endless loop in a task ends that task, and the others are done', async () => {
  await using site = await open();
  await site.put('1.0.0');
  await site.plugins.enable(site.system, 'trap', GRANT);
  const results = await site.cron.runAll(site.system);
  assert.deepEqual(
    results.flatMap(({ name, outcome }) => (outcome === 'done' ? [] : [name])),
    ['trap:cron'],
  );
  assert.ok(results.length > 2);
  assert.match(results.at(-1)?.said ?? '', /“trap” took longer than 300 ms/);
  assert.deepEqual(await site.kept(), ['cron', 'install'], 'outside of a transaction');
});

test('a plugin that never ends its start is not enabled, and the site goes on', async () => {
  const pluginLimits = { threads: 2, startDeadline: 500 };
  await using site = await openTestKernel({ settings: { pluginLimits } });
  await putPlugin(join(site.settings.data, 'plugins'), 'stuck', readGuest('endless-start'), {
    taps: ['item_view'],
  });
  await assert.rejects(site.plugins.enable(site.system, 'stuck', []), {
    code: 'plugin.cannot_run',
    message: /“Stuck” cannot run\. The plugin “stuck” took longer than 500 ms/,
  });
  assert.equal((await site.plugins.get(site.system, 'stuck')).state, 'found');
  assert.equal((await site.browse().get('/user/login')).status, 200);
});
