import assert from 'node:assert/strict';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openPluginFolder, putPlugin } from '../../../test/support/plugin-folders.ts';
import { createDiscovery } from './discover-plugins.ts';

test('plugins are found in folders and in packages of npm, with or without a scope', async () => {
  await using project = await openPluginFolder();
  await using data = await openPluginFolder();
  const packages = join(data.folder, 'node_modules');
  const discover = createDiscovery({
    folders: [project.folder, join(project.folder, 'nowhere'), data.folder],
    packages,
  });
  assert.deepEqual(await discover(), []);

  await project.put('bells', 'Ding');
  await data.put('rope', 'Pull');
  for (const [name, keyword] of [
    ['plugin-tower', 'trovato-plugin'],
    ['@harbour/lights', 'trovato-plugin'],
    ['left-pad', 'text'],
  ] as const) {
    await mkdir(join(packages, name), { recursive: true });
    const about = JSON.stringify({ name, keywords: [keyword] });
    await writeFile(join(packages, name, 'package.json'), about);
  }
  await putPlugin(packages, 'tower', 'Bong');
  await rm(join(packages, 'plugin-tower'), { recursive: true });
  await writeFile(join(packages, 'tower', 'package.json'), '{"keywords": ["trovato-plugin"]}');
  const found = await discover();
  assert.deepEqual(
    found.map(({ name, folder }) => [name, folder]),
    [
      ['bells', join(project.folder, 'bells')],
      ['lights', join(packages, '@harbour/lights')],
      ['rope', join(data.folder, 'rope')],
      ['tower', join(packages, 'tower')],
    ],
  );
});

test('a folder that is wrong says what is wrong, and the others are found', async () => {
  await using place = await openPluginFolder();
  const { folder, put } = place;
  const discover = createDiscovery({ folders: [folder], packages: '' });
  await put('good', 'Ding');
  await mkdir(join(folder, 'empty'));
  await writeFile(join(folder, 'README.md'), 'no folder');
  await rm(join(await put('unbuilt', ''), 'unbuilt.wasm'));
  await put('old', 'Ding', { version: 'one' });
  await put('huge', new Uint8Array(32 * 2 ** 20 + 1));
  const problems = Object.fromEntries(
    (await discover()).map((one) => [one.name, 'problem' in one ? one.problem : 'none']),
  );
  assert.deepEqual(Object.keys(problems), ['empty', 'good', 'huge', 'old', 'unbuilt']);
  assert.equal(problems['good'], 'none');
  assert.match(problems['empty'] ?? '', /there is no NAME\.info\.toml in it/);
  assert.match(problems['unbuilt'] ?? '', /It is not built yet: unbuilt\.wasm is missing\./);
  assert.match(problems['old'] ?? '', /:4: “version” must be three numbers/);
  assert.match(problems['huge'] ?? '', /more than 32 MiB/);
});

test('of two plugins of one name the project’s is taken, and that is said', async () => {
  await using project = await openPluginFolder();
  await using data = await openPluginFolder();
  const discover = createDiscovery({ folders: [project.folder, data.folder], packages: '' });
  await project.put('bells', 'Ding');
  await data.put('bells', 'Dong');
  const [first] = await discover();
  assert.equal(first?.folder, join(project.folder, 'bells'));
  assert.deepEqual(first?.others, [join(data.folder, 'bells')]);
});

test('a component that was built again is seen', async () => {
  await using place = await openPluginFolder();
  const discover = createDiscovery({ folders: [place.folder], packages: '' });
  const hash = async () => {
    const [one] = await discover();
    return one && 'hash' in one ? one.hash : undefined;
  };
  await place.put('bells', 'Ding');
  const before = await hash();
  assert.equal(await hash(), before);
  await place.put('bells', 'Dong');
  assert.notEqual(await hash(), before);
});

test('what leads out of the folder of a plugin is not taken for a part of it', async () => {
  await using place = await openPluginFolder();
  const discover = createDiscovery({ folders: [place.folder], packages: '' });
  await writeFile(join(place.folder, 'secret'), 'the key of the site');
  const logo = await place.put('logo', 'Ding');
  await mkdir(join(logo, 'assets'));
  await symlink('../../secret', join(logo, 'assets', 'logo.svg'));
  const whole = await place.put('whole', 'Ding');
  await symlink('..', join(whole, 'assets'));
  const about = await place.put('about', 'Ding');
  await rm(join(about, 'about.info.toml'));
  await symlink('../secret', join(about, 'about.info.toml'));
  const long = await place.put('long', 'Ding');
  await writeFile(join(long, 'long.info.toml'), '#'.repeat(64 * 1024 + 1));
  const found = await discover();
  const problems = found.map((one) => ('problem' in one ? one.problem : 'none'));
  assert.match(problems[0] ?? '', /about\.info\.toml is no file, but a link or a folder\./);
  assert.match(problems[1] ?? '', /assets\/logo\.svg is a link; a plugin has files of its own/);
  assert.match(problems[2] ?? '', /long\.info\.toml has more than 64 KiB/);
  assert.match(problems[3] ?? '', /assets is a link/);
});
