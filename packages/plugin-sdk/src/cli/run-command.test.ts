import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { list } from 'tar';
import { runCommand } from './run-command.ts';

const home = mkdtempSync(join(tmpdir(), 'trovato-plugin-'));
after(() => rmSync(home, { recursive: true }));
// As npm puts it there.
mkdirSync(join(home, 'node_modules/@trovato'), { recursive: true });
const kit = fileURLToPath(new URL('../../', import.meta.url));
symlinkSync(kit, join(home, 'node_modules/@trovato/plugin-sdk'), 'junction');

/** What a command says, and its exit code. */
async function run(args: readonly string[], cwd = home) {
  let said = '';
  const write = (text: string) => void (said += text);
  const code = await runCommand(args, { stdout: { write }, stderr: { write }, cwd: () => cwd });
  return { code, said };
}

test('a new plugin passes its tests, is built and packed', async () => {
  const made = await run(['new', 'tide-tables']);
  assert.equal(made.code, 0);
  assert.match(
    made.said,
    /Made tide-tables: tide-tables\.info\.toml, plugin\.ts, plugin\.test\.ts/,
  );
  const folder = join(home, 'tide-tables');

  const tested = await run(['test'], folder);
  assert.equal(tested.code, 0, tested.said);
  assert.match(tested.said, /pass 2/);

  const built = await run(['build', 'tide-tables']);
  assert.equal(built.code, 0, built.said);
  assert.match(
    built.said,
    /Built tide-tables.tide-tables\.wasm: Tide tables 0\.1\.0, answers item_view; \d\.\d MB/,
  );
  assert.match(
    (await run(['build', '.', folder], folder)).said,
    /(tide-tables\.wasm is up to date\.\n[^]*){2}/,
  );

  mkdirSync(join(folder, 'templates/deep'), { recursive: true });
  writeFileSync(join(folder, 'templates/deep/item.html'), 'x');
  const packed = await run(['pack'], folder);
  assert.equal(packed.code, 0, packed.said);
  const archive = join(folder, 'tide-tables-0.1.0.tgz');
  const names: string[] = [];
  await list({ file: archive, onReadEntry: ({ path }) => void names.push(path) });
  assert.deepEqual(names, [
    'tide-tables/tide-tables.info.toml',
    'tide-tables/tide-tables.wasm',
    'tide-tables/templates/deep/item.html',
  ]);
  assert.doesNotMatch(packed.said, /package\.json/);
  const first = readFileSync(archive);
  await run(['pack'], folder);
  assert.ok(readFileSync(archive).equals(first), 'the same files are another archive');
});

test('packing says when package.json has another version than the manifest', async () => {
  await run(['new', 'spring-tide']);
  const folder = join(home, 'spring-tide');
  const manifest = join(folder, 'spring-tide.info.toml');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('0.1.0', '1.0.0'));
  const packed = await run(['pack'], folder);
  assert.equal(packed.code, 0, packed.said);
  assert.match(
    packed.said,
    /^spring-tide\.info\.toml says version 1\.0\.0 and package\.json 0\.1\.0\. Sites go by the first, npm by the second: make them the same\.$/m,
  );
  rmSync(join(folder, 'package.json'));
  assert.doesNotMatch((await run(['pack'], folder)).said, /package\.json/);
});

test('a plugin that is made outside of the checkout says where its kit is', async () => {
  const away = mkdtempSync(join(tmpdir(), 'trovato-away-'));
  const made = await run(['new', 'deep/ebb'], away);
  assert.match(made.said, /Made deep.ebb: .*\nNow: cd deep.ebb && npm install && npm test/);
  assert.match((await run(['new', 'flood'])).said, /Now: cd flood && npm test/);
  const folder = join(away, 'deep/ebb');
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const where: string = about.devDependencies['@trovato/plugin-sdk'];
  assert.match(where, /^file:/);
  assert.equal(join(folder, where.slice('file:'.length), '/'), kit);
  rmSync(away, { recursive: true });
});

test('TypeScript looks at a plugin before it is built, where it is installed', async () => {
  await run(['new', 'shoals']);
  const folder = join(home, 'shoals');
  const without = await run(['build'], folder);
  assert.equal(without.code, 0, without.said);
  assert.match(without.said, /Types are not checked: TypeScript is not installed\. .*npm install/);

  for (const name of ['typescript', '@types']) {
    const there = fileURLToPath(new URL(`../../../../node_modules/${name}`, import.meta.url));
    symlinkSync(there, join(home, 'node_modules', name), 'junction');
  }
  const good = readFileSync(join(folder, 'plugin.ts'), 'utf8');
  assert.doesNotMatch((await run(['build'], folder)).said, /not checked/);
  writeFileSync(join(folder, 'plugin.ts'), good.replace('item.title', 'item.titel'));
  const wrong = await run(['build'], folder);
  assert.equal(wrong.code, 1);
  assert.match(wrong.said, /^plugin\.ts:\d+: Property 'titel' does not exist/m);
  assert.match((await run(['pack'], folder)).said, /'titel' does not exist/);
  assert.equal((await run(['build', '--no-check'], folder)).code, 0);
  assert.equal((await run(['test', '--no-check'], folder)).code, 2);

  rmSync(join(folder, 'tsconfig.json'));
  assert.match((await run(['build'], folder)).said, /there is no tsconfig\.json beside plugin\.ts/);
});

test('a test that fails is exit code 1, and so is a plugin that is not right', async () => {
  const folder = join(home, 'failing');
  mkdirSync(folder);
  assert.equal((await run(['test'], folder)).code, 1);
  writeFileSync(join(folder, 'a.test.ts'), `throw new Error('ebb');`);
  const tested = await run(['test'], folder);
  assert.equal(tested.code, 1);
  assert.match(tested.said, /ebb/);
  const built = await run(['build'], folder);
  assert.deepEqual([built.code, /no folder of a plugin/.test(built.said)], [1, true]);
});

test('a folder that is there is left alone', async () => {
  mkdirSync(join(home, 'taken'));
  const made = await run(['new', 'taken']);
  assert.equal(made.code, 1);
  assert.match(made.said, /There is a folder .*taken already\. Take another name/);
});

test('wrong usage is exit code 2 and says what there is', async () => {
  for (const args of [[], ['bild'], ['new'], ['new', 'Tide Tables'], ['test', 'a', 'b'], ['--x']]) {
    const { code, said } = await run(args);
    assert.equal(code, 2, args.join(' '));
    assert.match(said, /Usage: trovato-plugin COMMAND/);
  }
  assert.equal((await run(['--help'])).code, 0);
});
