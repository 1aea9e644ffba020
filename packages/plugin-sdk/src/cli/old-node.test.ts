import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { saidToOldNode } from './old-node.ts';

test('a Node that is too old is told which one is needed', () => {
  for (const version of ['20.20.2', '22.17.1', '18.0.0', '9.9.9']) {
    const said = `trovato-plugin needs Node 22.18 or newer; this is v${version}.`;
    assert.ok(saidToOldNode(version)?.startsWith(said), version);
  }
  for (const version of ['22.18.0', '22.20.0', '24.0.0', '26.10.0-nightly']) {
    assert.equal(saidToOldNode(version), undefined, version);
  }
});

test('that is what the package says that it needs', () => {
  const about: unknown = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  assert.partialDeepStrictEqual(about, { engines: { node: '>=22.18' } });
});

test('the command looks before it loads anything that an old Node cannot read', () => {
  const bin = readFileSync(new URL('../../bin/trovato-plugin.ts', import.meta.url), 'utf8');
  assert.deepEqual(bin.match(/^import .*/gm), [
    "import { saidToOldNode } from '../src/cli/old-node.ts';",
  ]);
});
