import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { CAPABILITIES } from '../../packages/plugin-sdk/src/manifest/index.ts';
import { tapNames } from '../../packages/plugin-sdk/src/taps.ts';
import { openTestKernel } from '../support/kernel.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const KIT = fileURLToPath(new URL('../../packages/plugin-sdk', import.meta.url));
const page = readFileSync(join(KIT, 'README.md'), 'utf8');

const home = mkdtempSync(join(tmpdir(), 'trovato-readme-'));
after(() => rmSync(home, { recursive: true }));

/** Runs a command of the page, as in a shell; it must go well. */
function run(command: string, cwd: string): void {
  const { NODE_TEST_CONTEXT: _outer, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(command, {
    cwd,
    env,
    shell: true,
    encoding: 'utf8',
  });
  assert.equal(status, 0, `${command}\n${stdout}${stderr}`);
}

test('the page on plugins leads from nothing to a plugin that runs', async () => {
  // A checkout, after `npm install`.
  cpSync(join(ROOT, 'package.json'), join(home, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(home, 'node_modules'), 'junction');
  mkdirSync(join(home, 'plugins'));
  const [, commands = ''] = /^```sh\n(.*?)^```$/ms.exec(page) ?? [];
  let cwd = home;
  for (const command of commands.trim().split('\n')) {
    const [, folder] = /^cd (.*)$/.exec(command) ?? [];
    if (folder === undefined) run(command, cwd);
    else cwd = join(cwd, folder);
  }
  const folder = join(home, 'plugins', 'years-ago');
  assert.equal(cwd, folder);

  const files = [...page.matchAll(/^```\w+ (\S+)\n(.*?)^```$/gms)];
  assert.equal(files.length, 4);
  for (const [, name = '', text = ''] of files) writeFileSync(join(folder, name), text);
  run('npm test', folder);
  run('npm run build', folder);

  await using kernel = await openTestKernel({ settings: { data: home } });
  const { items, system } = kernel;
  await kernel.plugins.enable(system, 'years-ago', []);
  await items.createType(system, 'note', { name: 'Note' });
  const created = '2020-01-01T00:00:00Z';
  const old = await items.createItem(system, 'note', { title: 'Old', status: true, created });
  const seen = await kernel.browse().get(`/item/${old.id}`);
  assert.match(seen.html, /This was written \d+ years ago\./);
  const fresh = await items.createItem(system, 'note', { title: 'New', status: true });
  const other = await kernel.browse().get(`/item/${fresh.id}`);
  assert.doesNotMatch(other.html, /years ago/);
});

test('the small examples of the page on plugins are right', () => {
  const blocks = [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, text = '']) => text);
  assert.equal(blocks.length, 13);
  const lines = blocks.join('\n').split('\n');
  const isImport = (line: string) => line.startsWith('import ');
  const source = [
    `import { ${NAMES} } from '@trovato/plugin-sdk';`,
    ...lines.filter(isImport),
    'export function examples(item: ShownItem, ctx: Context, id: string): unknown {',
    ...lines
      .filter((line) => !isImport(line))
      .map((line) => line.replace(/^export default /, 'void ')),
    'return undefined;',
    '}',
  ].join('\n');
  const folder = join(ROOT, '.cache', 'readme');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'examples.ts');
  writeFileSync(file, source);
  const config = { extends: '../../tsconfig.json', compilerOptions: { incremental: false } };
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ ...config, files: [file], include: [] }),
  );
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const checked = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
  assert.equal(checked.stdout, '');
});

const NAMES =
  'add, answerJson, child, contains, container, type Context, definePlugin, filtered, formElement, heading, insertBefore, isNull, link, list, notFound, or, pageForm, pages, paragraph, redirectTo, Refused, refuse, said, set, showPage, type ShownItem';

test('the page on plugins has every tap, capability and key of the manifest', () => {
  const rows = [...page.matchAll(/^\| `(\w+)\(.*?\)` \| `(\w+)` \|/gm)].map(([, , tap]) => tap);
  assert.deepEqual(new Set(rows), new Set(tapNames));
  assert.equal(rows.length, tapNames.length);
  for (const capability of Object.keys(CAPABILITIES)) {
    assert.ok(page.includes(`| \`${capability} = true\` |`), capability);
  }
});
