import assert from 'node:assert/strict';
import { test } from 'node:test';
import { componentValues } from './components.ts';
import { lookProblem, pluginAssets, pluginComponents, type PluginLook } from './plugin-looks.ts';

const look = (files: { readonly [path: string]: string }, components: object = {}): PluginLook => ({
  plugin: 'tide-tables',
  look: { components: { ...components } },
  files: new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)])),
});
const CARD = { tide_tables_card: { description: 'A tide.', values: { names: 'list' } } };
const TEMPLATE = { 'templates/component--tide_tables_card.html': '<p>tide</p>' };

test('a plugin has elements under its own name, and a template for each', () => {
  assert.equal(lookProblem(look(TEMPLATE, CARD)), undefined);
  assert.match(lookProblem(look({}, CARD)) ?? '', /needs templates\/component--tide_tables_card/);
  const other = { card: { description: 'A card.' } };
  assert.match(lookProblem(look(TEMPLATE, other)) ?? '', /must be called “tide_tables” or begin/);
});

test('files of other kinds and in other places are refused by name', () => {
  for (const path of [
    'templates/page.html',
    'templates/component--other.html',
    'templates/item.html',
    'templates/item--tide.txt',
    'assets/tides.js',
    'assets/tides.html',
    'assets/../tides.css',
  ]) {
    assert.ok(lookProblem(look({ [path]: 'x' }))?.startsWith(path), path);
  }
  const leaving = look({ 'assets/tides.css': '}\nbody{display:none}\n@layer x{' });
  assert.match(lookProblem(leaving) ?? '', /^assets\/tides\.css:1: “}” closes nothing/);
  const fine = {
    'assets/tides.css': 'p{}',
    'assets/wave.svg': '<svg/>',
    'templates/item--tide.html': 'x',
  };
  assert.equal(lookProblem(look(fine)), undefined);
  assert.deepEqual([...pluginAssets(look(fine)).keys()], ['tides.css', 'wave.svg']);
});

test('an element of a plugin is not given more than its template may make much of', () => {
  const [[, card] = []] = pluginComponents([look(TEMPLATE, CARD)]);
  assert.ok(card);
  assert.ok('values' in componentValues(card, { names: ['ebb', 'flow'] }));
  assert.deepEqual(componentValues(card, { names: ['x'.repeat(40_000)] }), {
    wrong: 'Its values may have 32,768 characters together.',
  });
});
