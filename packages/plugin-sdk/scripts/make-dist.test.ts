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
import { makeDist } from './make-dist.ts';
import { published } from './published.ts';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));

const home = mkdtempSync(join(tmpdir(), 'trovato-published-'));
after(() => rmSync(home, { recursive: true }));
const kit = join(home, 'node_modules/@trovato/plugin-sdk');

/** Runs a program of Node in the folder of somebody who installed the kit; answers what it says. */
function run(args: readonly string[], cwd: string): string {
  const { NODE_TEST_CONTEXT: _outer, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    env,
    encoding: 'utf8',
  });
  assert.equal(status, 0, `${args.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

test('as it is published the kit is JavaScript with types, and makes plugins', async () => {
  // As npm installs it: a folder of its own, and what it depends on beside it.
  mkdirSync(kit, { recursive: true });
  await makeDist(join(home, 'dist'));
  cpSync(join(home, 'dist'), join(kit, 'dist'), { recursive: true });
  const about = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
  writeFileSync(join(kit, 'package.json'), JSON.stringify(published(about)));
  for (const name of [...Object.keys(about.dependencies), '@types']) {
    symlinkSync(join(MODULES, name), join(home, 'node_modules', name), 'junction');
  }

  const command = join(kit, 'dist/bin/trovato-plugin.js');
  run([command, 'new', 'tides'], home);
  const folder = join(home, 'tides');
  assert.partialDeepStrictEqual(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')), {
    devDependencies: { '@trovato/plugin-sdk': 'file:../node_modules/@trovato/plugin-sdk' },
  });
  assert.match(run([command, 'test'], folder), /pass 2/);
  assert.match(run([command, 'build'], folder), /Built tides\.wasm/);
  const tsc = join(MODULES, 'typescript/bin/tsc');
  assert.equal(run([tsc, '-p', '.', '--skipLibCheck', 'false'], folder), '');
});
