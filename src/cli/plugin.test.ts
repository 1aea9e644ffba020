import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { putPlugin } from '../../test/support/plugin-folders.ts';
import { buildPlugin, readGuest } from '../../test/support/plugins.ts';
import { openCommandLine } from '../../test/support/trovato.ts';
import { runCommand } from './run-command.ts';

const INSTALL =
  'install --site-name Paper --admin-name Ada --admin-mail ada@example.org --admin-password correct-horse-battery';

/** An installed site with two plugins in its data folder, one of which needs the other. */
async function open() {
  const trovato = await openCommandLine(runCommand);
  const folder = join(trovato.folder, 'data', 'plugins');
  await putPlugin(folder, 'places', readGuest('plain'), {
    taps: ['item_view'],
    capabilities: ['variables'],
  });
  await putPlugin(folder, 'maps', readGuest('plain'), {
    taps: ['item_view'],
    dependencies: ['places'],
  });
  assert.equal((await trovato.run(INSTALL.split(' '))).code, 0);
  const plugin = (...args: readonly string[]) => trovato.run(['plugin', ...args]);
  return { ...trovato, folder, plugin };
}

test('plugins are looked after on the command line', async () => {
  await using site = await open();
  const { plugin } = site;
  const list = await plugin('list');
  assert.match(list.stdout, /^places 1\.0\.0: not installed\. What places does\.$/m);
  assert.deepEqual(await plugin('install', 'places'), {
    code: 0,
    stdout: 'places is installed.\n',
    stderr: '',
  });

  const asked = await plugin('enable', 'maps');
  assert.deepEqual([asked.code, asked.stdout], [1, '']);
  assert.equal(
    asked.stderr,
    [
      'This has to be agreed to, with --yes:',
      '  “Places” is enabled, too, since “Maps” does not run without it.',
      '  “Places” may: keep settings and counters of its own.',
      'Nothing was done.\n',
    ].join('\n'),
  );
  const enabled = await plugin('enable', 'maps', '--yes');
  assert.equal(enabled.stdout, 'maps is enabled, and so is what it needs: places.\n');
  const needed = await plugin('disable', 'places', '--json');
  assert.equal(needed.code, 1);
  assert.partialDeepStrictEqual(JSON.parse(needed.stdout), { error: { code: 'plugin.is_needed' } });

  const known = JSON.parse((await plugin('list', '--json')).stdout) as { plugins: object[] };
  assert.partialDeepStrictEqual(known.plugins, [
    { name: 'maps', state: 'enabled', needs: ['places'] },
    { name: 'places', needed_by: ['maps'], granted: [{ capability: 'variables', by: 'System' }] },
  ]);

  assert.equal((await plugin('disable', 'maps')).stdout, 'maps is disabled.\n');
  await putPlugin(site.folder, 'maps', readGuest('loader'), {
    taps: ['item_view'],
    version: '2.0.0',
  });
  assert.match((await plugin('list')).stdout, /2\.0\.0 stands in its folder: plugin update maps/);
  assert.equal((await plugin('update', 'maps')).stdout, 'maps is 2.0.0 now.\n');
  assert.equal((await plugin('update', 'maps')).stdout, 'maps is as in its folder already.\n');
  assert.equal((await plugin('uninstall', 'maps')).stdout, 'maps is uninstalled.\n');
  const nobody = await plugin('enable', 'nobody');
  assert.deepEqual([nobody.code, nobody.stderr], [1, 'There is no plugin “nobody”.\n']);
  assert.equal((await plugin('enable')).code, 2);
});

test('before somebody agrees to lose rows, the plugin has to be disabled', async () => {
  await using site = await open();
  const source = [
    "import * as db from 'trovato:plugin/db@0.1.0';",
    `export const enable = () => { db.insert('{"into":"note","rows":[{"body":"Ebb"}]}'); };`,
  ].join('\n');
  await putPlugin(site.folder, 'ebb', await buildPlugin(['enable'], source), {
    taps: ['enable'],
    tables: '[tables.note.columns]\nid = { type = "serial" }\nbody = { type = "text" }',
  });
  assert.equal((await site.plugin('enable', 'ebb')).code, 0);
  const said = async () => (await site.plugin('uninstall', 'ebb')).stderr;
  assert.equal(await said(), '“Ebb” is enabled. Disable it first.\n');
  await site.plugin('disable', 'ebb');
  assert.match(await said(), /A row in its tables would be deleted; --keep-data leaves them\./);
  assert.equal((await site.plugin('uninstall', 'ebb', '--yes')).code, 0);
});

test('the doctor tries the plugins that are enabled', async () => {
  await using site = await open();
  await site.plugin('enable', 'places', '--yes');
  assert.match((await site.run(['doctor'])).stdout, /^✓ Plugins: places can run$/m);
  await putPlugin(site.folder, 'odd', 'x', { version: 'one' });
  const { code, stdout } = await site.run(['doctor']);
  assert.equal(code, 1);
  assert.match(
    stdout,
    /^✗ Plugin odd: odd\.info\.toml:4: “version” must be three numbers.*\n {2}Put/m,
  );
});

test('on PostgreSQL what the command enables is on the site that runs', async () => {
  await using trovato = await open();
  const site = trovato.start(['start'], { PORT: '0' });
  try {
    let said = '';
    const url = await new Promise<string>((ready) => {
      site.stdout?.on('data', (text: Buffer) => {
        said += text.toString();
        const [, address] = /listens on (\S+)/.exec(said) ?? [];
        if (address !== undefined) ready(address);
      });
    });
    const [, item = ''] = /href="(\/item\/[^"]+)"/.exec(await read(url)) ?? [];
    // The plugin writes title and place; this item has no place.
    const shows = async () => /, *<\//.test(await read(url + item));
    assert.equal(await shows(), false);
    const done = await trovato.plugin('enable', 'places', '--yes');
    if (process.env['DATABASE_URL'] === undefined) {
      assert.equal(done.code, 1);
      assert.match(done.stderr, /^The site is running/);
      return;
    }
    assert.equal(done.code, 0, done.stderr);
    const enabled = performance.now();
    while (!(await shows())) {
      assert.ok(performance.now() - enabled < 5_000, 'It took longer than five seconds.');
      await sleep(20);
    }
  } finally {
    site.kill('SIGKILL');
  }
});

async function read(url: string): Promise<string> {
  return (await fetch(url)).text();
}
