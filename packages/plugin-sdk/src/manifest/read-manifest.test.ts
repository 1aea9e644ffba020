import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseManifest, PluginProblem, readManifest } from './index.ts';

const GOOD = `name = "tides"
label = "Tides"
description = "High water beside each harbour."
version = "1.2.0"
wit = "0.1.0"

[taps]
implements = ["item_view"]
`;

/** What is said of the good one with something changed. */
function saidOf(before: string | RegExp, after: string): string {
  try {
    parseManifest(GOOD.replace(before, after), 'tides.info.toml');
  } catch (error) {
    assert.ok(error instanceof PluginProblem);
    return error.message;
  }
  return 'nothing';
}

test('a manifest says what a plugin is, and what it leaves out has a default', () => {
  assert.deepEqual(parseManifest(GOOD, 'tides.info.toml'), {
    name: 'tides',
    label: 'Tides',
    description: 'High water beside each harbour.',
    version: '1.2.0',
    wit: '0.1.0',
    dependencies: [],
    weight: 0,
    implements: ['item_view'],
    dataModes: {},
    capabilities: [],
    tables: {},
  });
});

test('only capabilities that are asked for are there', () => {
  const text = `${GOOD}[capabilities]\nread_content = true\nwrite_content = false\n`;
  assert.deepEqual(parseManifest(text, 'tides.info.toml').capabilities, ['read_content']);
});

test('hosts are named one by one, and never by number', () => {
  const hosts = (list: string) => `${GOOD}[capabilities]\nhttp = ${list}\n`;
  const { capabilities } = parseManifest(
    hosts('["api.example.org", "example.org:8443"]'),
    'tides.info.toml',
  );
  assert.deepEqual(capabilities, ['http:api.example.org', 'http:example.org:8443']);
  const wrong = ['127.0.0.1', '[::1]', '2130706433', '0x7f.1', 'localhost', '*.example.org'];
  const others = [
    'Example.org',
    'https://example.org',
    'example.org/x',
    'example.org:443',
    'a.b:0',
  ];
  for (const host of [...wrong, ...others, 'ann@example.org', 'example.org.', '']) {
    const said = saidOf(/$/, `[capabilities]\nhttp = ["${host}"]\n`);
    assert.match(said, /toml:10: Each of “http” must be a host, in small letters/, host);
  }
  assert.match(saidOf(/$/, '[capabilities]\nhttp = true\n'), /“http” must be a list of at most 20/);
});

test('a tap may be handed the whole item', () => {
  const text = `${GOOD}[taps.item_view]\ndata_mode = "full"\n`;
  assert.deepEqual(parseManifest(text, 'tides.info.toml').dataModes, { item_view: 'full' });
  assert.match(
    saidOf(/$/, '[taps.item_view]\ndata_mode = "all"\n'),
    /toml:10: “data_mode” must be "handle" or "full"\. It is "all"/,
  );
  assert.match(saidOf(/$/, '[taps.page_alter]\n'), /toml:9: “page_alter” is not among/);
});

test('a wrong value is said with its line and what was expected', () => {
  assert.equal(
    saidOf('wit = "0.1.0"', 'wit = "7"'),
    'tides.info.toml:5: “wit” must be the version of the contract that it is built for: "0.1.0". It is "7".',
  );
  assert.match(saidOf('1.2.0', 'one'), /toml:4: “version” must be three numbers: "1.0.0"/);
  assert.match(saidOf('["item_view"]', '"item_view"'), /toml:8: “implements” must be a list/);
  assert.match(saidOf('["item_view"]', '[7]'), /toml:8: Each of “implements” must be the name/);
  assert.match(saidOf('["item_view"]', '["item_view", "item_view"]'), /each once/);
});

test('what is missing, not known, or not TOML is said', () => {
  assert.match(saidOf(/label.*\n/, ''), /“label” is missing. It is what people call it/);
  assert.match(
    saidOf('label', 'lable'),
    /toml:2: “lable” is not known here; there are name, label/,
  );
  assert.match(saidOf('[taps]', '[capabilities]\nall = true\n[taps]'), /“all” is not known here/);
  assert.match(saidOf('name = ', 'name '), /^tides\.info\.toml:1: /);
});

test('a plugin is called like its file, and does not depend on itself', () => {
  assert.match(saidOf('"tides"', '"ebb"'), /toml:1: “name” must be "tides", as the file is called/);
  assert.match(saidOf('[taps]', 'dependencies = ["tides"]\n[taps]'), /names the plugin itself/);
});

test('a folder has one manifest', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trovato-manifest-'));
  assert.throws(() => readManifest(folder), /no folder of a plugin/);
  writeFileSync(join(folder, 'tides.info.toml'), GOOD);
  assert.equal(readManifest(folder).name, 'tides');
  writeFileSync(join(folder, 'ebb.info.toml'), GOOD);
  assert.throws(() => readManifest(folder), /a plugin has one/);
  assert.throws(() => readManifest(join(folder, 'nowhere')), /cannot be read/);
});
