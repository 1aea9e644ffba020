import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemContext } from '#grammar/access';
import { openTestDatabase } from '../../../test/support/database.ts';
import { openPluginFolder } from '../../../test/support/plugin-folders.ts';
import { openRegistry } from '../../../test/support/plugin-registry.ts';

const ctx = systemContext();

async function open() {
  const disposed = new AsyncDisposableStack();
  const database = disposed.use(await openTestDatabase());
  const { folder, put } = disposed.use(await openPluginFolder());
  const site = await openRegistry(database, [folder]);
  disposed.use(site.plugins);
  const state = async (name: string) => (await site.get(ctx, name)).state;
  return {
    ...site,
    put,
    folder,
    database,
    state,
    [Symbol.asyncDispose]: () => disposed.disposeAsync(),
  };
}

test('a plugin is found, installed, enabled, disabled and uninstalled', async () => {
  await using site = await open();
  await site.put('bells', 'Ding');
  assert.equal(await site.state('bells'), 'found');
  await site.install(ctx, 'bells');
  assert.equal(await site.state('bells'), 'installed');
  assert.deepEqual(await site.ask(), []);

  assert.deepEqual(await site.enable(ctx, 'bells', []), ['bells']);
  assert.deepEqual(await site.ask(), ['Ding']);
  assert.deepEqual(await site.enable(ctx, 'bells', []), [], 'it is enabled already');
  await assert.rejects(site.uninstall(ctx, 'bells'), { code: 'plugin.is_enabled' });

  await site.disable(ctx, 'bells');
  assert.equal(await site.state('bells'), 'disabled');
  assert.deepEqual(await site.ask(), []);
  await site.uninstall(ctx, 'bells');
  assert.equal(await site.state('bells'), 'found');
  for (const refused of [site.disable, site.uninstall]) {
    await assert.rejects(refused(ctx, 'bells'), { code: 'plugin.not_found' });
  }
});

test('enabling installs what is only found', async () => {
  await using site = await open();
  await site.put('bells', 'Ding');
  await site.enable(ctx, 'bells', []);
  assert.deepEqual(await site.ask(), ['Ding']);
});

test('what a plugin may do is asked in plain words, and kept with who granted it', async () => {
  await using site = await open();
  await site.put('bells', 'Ding', { capabilities: ['variables', 'read_content'] });
  const { asks } = await site.planEnabling(ctx, 'bells');
  assert.deepEqual(
    asks.map(({ says }) => says),
    [
      '“Bells” may: read content that the person asking may see, and all of it in background work.',
      '“Bells” may: keep settings and counters of its own.',
    ],
  );
  await assert.rejects(site.enable(ctx, 'bells', []), {
    code: 'plugin.asks',
    message: /“Bells” may: read content/,
  });
  assert.equal(await site.state('bells'), 'found', 'nothing was done');
  const keys = asks.map(({ key }) => key);
  await assert.rejects(site.enable(ctx, 'bells', keys.slice(1)), { code: 'plugin.asks' });
  await site.enable(ctx, 'bells', keys);
  assert.deepEqual(await site.ask(), ['Ding read_content variables']);
  const { installed } = await site.get(ctx, 'bells');
  assert.deepEqual(
    installed?.grants.map(({ capability }) => capability),
    ['read_content', 'variables'],
  );
});

test('what a plugin needs is enabled with it, after somebody agreed', async () => {
  await using site = await open();
  await site.put('tower', 'Bong', { dependencies: ['bells'] });
  await site.put('bells', 'Ding', { dependencies: ['rope'] });
  await site.put('rope', 'Pull');
  await assert.rejects(site.enable(ctx, 'tower', []), {
    message: /“Bells” is enabled, too, since “Tower” does not run without it\./,
  });
  const enabled = await site.enable(ctx, 'tower', ['enable rope', 'enable bells']);
  assert.deepEqual(enabled, ['rope', 'bells', 'tower']);
  assert.deepEqual(await site.ask(), ['Pull', 'Ding', 'Bong']);
  await assert.rejects(site.disable(ctx, 'rope'), {
    code: 'plugin.is_needed',
    message: '“Bells” needs “Rope”. Disable it first.',
  });
  assert.deepEqual((await site.get(ctx, 'rope')).neededBy, [{ name: 'bells', label: 'Bells' }]);
});

test('plugins that are missing or need each other are named', async () => {
  await using site = await open();
  await site.put('bells', 'Ding', { dependencies: ['rope', 'ghost'] });
  await site.put('rope', 'Pull', { dependencies: ['bells'] });
  await assert.rejects(site.enable(ctx, 'bells', []), {
    code: 'plugin.needs_others',
    message:
      'These plugins need each other in a circle: bells → rope → bells. “bells” needs the plugin “ghost”, which is not here.',
  });
});

test('lighter plugins are asked first, of equal weight those first that others need', async () => {
  await using site = await open();
  await site.put('a', 'a', { dependencies: ['z'] });
  await site.put('z', 'z');
  await site.put('heavy', 'heavy', { weight: 7 });
  await site.put('light', 'light', { weight: -7, dependencies: ['heavy'] });
  for (const name of ['light', 'a']) {
    const { asks } = await site.planEnabling(ctx, name);
    await site.enable(
      ctx,
      name,
      asks.map(({ key }) => key),
    );
  }
  assert.deepEqual(await site.ask(), ['light', 'z', 'a', 'heavy']);
});

test('a plugin that does not start is neither installed nor enabled', async () => {
  await using site = await open();
  await site.put('bells', 'broken');
  for (const attempt of [() => site.install(ctx, 'bells'), () => site.enable(ctx, 'bells', [])]) {
    await assert.rejects(attempt, {
      code: 'plugin.cannot_run',
      message: '“Bells” cannot run. It stops at its first line.',
    });
  }
  await site.put('odd', 'Ding', { taps: ['letter_fold'] });
  await assert.rejects(site.enable(ctx, 'odd', []), {
    message: /It answers “letter_fold”, which this version of Trovato does not ask\./,
  });
  assert.equal(await site.state('bells'), 'found');
  assert.equal(site.loaded.size, 0);
});

test('a new version takes the place of the old one', async () => {
  await using site = await open();
  await site.put('bells', 'Ding');
  await site.enable(ctx, 'bells', []);
  assert.equal(await site.update(ctx, 'bells', []), false);

  await site.put('bells', 'Dong', { version: '1.1.0', capabilities: ['plugins'] });
  assert.equal((await site.get(ctx, 'bells')).update?.manifest.version, '1.1.0');
  assert.deepEqual(await site.ask(), ['Ding'], 'what lies in a folder is not run');
  await assert.rejects(site.update(ctx, 'bells', []), {
    code: 'plugin.asks',
    message: /“Bells” may: ask other plugins\./,
  });
  assert.equal(await site.update(ctx, 'bells', ['grant bells plugins']), true);
  assert.deepEqual(await site.ask(), ['Dong plugins']);

  await site.put('bells', 'broken', { version: '1.2.0' });
  await assert.rejects(site.update(ctx, 'bells', []), { code: 'plugin.cannot_run' });
  assert.deepEqual(await site.ask(), ['Dong plugins']);

  await site.put('bells', 'Bong', { version: '1.3.0' });
  await site.update(ctx, 'bells', []);
  assert.deepEqual(await site.ask(), ['Bong'], 'what it asks for no longer is taken back');
  assert.deepEqual((await site.get(ctx, 'bells')).installed?.grants, []);

  await site.disable(ctx, 'bells');
  await site.put('bells', 'Bang', { version: '2.0.0' });
  await site.update(ctx, 'bells', []);
  assert.deepEqual([await site.state('bells'), await site.ask()], ['disabled', []]);
  await site.enable(ctx, 'bells', []);
  assert.deepEqual(await site.ask(), ['Bang']);
});

test('a plugin that kept failing is disabled, and says why until it is enabled again', async () => {
  await using site = await open();
  await site.put('bells', 'Ding');
  await site.put('tower', 'Bong', { dependencies: ['bells'] });
  await site.enable(ctx, 'tower', ['enable bells']);
  await site.stop('bells', 'It took longer than 100 ms.');
  assert.deepEqual(await site.ask(), []);
  const said = async (name: string) => (await site.get(ctx, name)).problems.map(({ says }) => says);
  const bells = await site.get(ctx, 'bells');
  assert.equal(bells.state, 'disabled');
  assert.deepEqual(await said('bells'), [
    'It was disabled because it kept failing: It took longer than 100 ms.',
  ]);
  assert.deepEqual(await said('tower'), ['It does not run: It needs “bells”, which does not run.']);
  await site.enable(ctx, 'bells', []);
  assert.deepEqual(await site.ask(), ['Ding', 'Bong']);
  assert.deepEqual(await said('bells'), []);
});

test('only who may administer plugins does anything with them', async () => {
  await using site = await open();
  await site.put('bells', 'Ding');
  const actor = { ...ctx.actor, isAdmin: false, permissions: new Set(['administer site']) };
  const nobody = systemContext({ actor });
  for (const attempt of [
    () => site.list(nobody),
    () => site.get(nobody, 'bells'),
    () => site.install(nobody, 'bells'),
    () => site.planEnabling(nobody, 'bells'),
    () => site.enable(nobody, 'bells', []),
    () => site.disable(nobody, 'bells'),
    () => site.planUpdate(nobody, 'bells'),
    () => site.update(nobody, 'bells', []),
    () => site.uninstall(nobody, 'bells'),
  ]) {
    await assert.rejects(attempt, { code: 'plugin.not_allowed' });
  }
  assert.equal(await site.state('bells'), 'found');
});
