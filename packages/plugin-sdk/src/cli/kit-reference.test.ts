import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { kitReference } from './kit-reference.ts';

const home = mkdtempSync(join(tmpdir(), 'trovato-kit-'));
after(() => rmSync(home, { recursive: true }));
const kit = join(home, 'work/node_modules/@trovato/plugin-sdk');
mkdirSync(kit, { recursive: true });
writeFileSync(join(home, 'trovato-plugin-sdk-0.1.0.tgz'), '');
mkdirSync(join(home, 'unpacked'));

/** What npm writes down when it installed the kit from there. */
function installedFrom(resolved: string): void {
  const packages = { 'node_modules/@trovato/plugin-sdk': { version: '0.1.0', resolved } };
  const file = join(home, 'work/node_modules/.package-lock.json');
  writeFileSync(file, JSON.stringify({ packages }));
}

const reference = (folder: string) => kitReference({ kit, version: '0.1.0' }, join(home, folder));

test('a kit that nobody wrote down where it is from is taken from where it stands', () => {
  assert.equal(reference('work/tides'), 'file:../node_modules/@trovato/plugin-sdk');
  const checkout = { kit: join(home, 'unpacked'), version: '0.1.0' };
  assert.equal(kitReference(checkout, join(home, 'deep/ebb')), 'file:../../unpacked');
});

test('a kit from an archive or a folder is taken from there', () => {
  installedFrom('file:../trovato-plugin-sdk-0.1.0.tgz');
  assert.equal(reference('work/tides'), 'file:../../trovato-plugin-sdk-0.1.0.tgz');
  assert.equal(reference('elsewhere/deep/ebb'), 'file:../../../trovato-plugin-sdk-0.1.0.tgz');
  installedFrom('file:../unpacked');
  assert.equal(reference('work/tides'), 'file:../../unpacked');
});

test('when the archive is gone, the kit is taken from where it stands', () => {
  installedFrom('file:../trovato-plugin-sdk-0.0.1.tgz');
  assert.equal(reference('work/tides'), 'file:../node_modules/@trovato/plugin-sdk');
});

test('a kit from a registry is taken by its version, one from another address from there', () => {
  installedFrom('https://registry.npmjs.org/@trovato/plugin-sdk/-/plugin-sdk-0.1.0.tgz');
  assert.equal(reference('work/tides'), '0.1.0');
  const address = 'https://example.org/kits/trovato-plugin-sdk-0.1.0.tgz';
  installedFrom(address);
  assert.equal(reference('work/tides'), address);
});
