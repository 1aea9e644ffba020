import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFieldTypes } from '#grammar/fields';
import { patternProblem, patternRefusal } from './harmless-pattern.ts';

test('patterns of plugins are of parts that are quick to look for', () => {
  for (const fine of [
    '[A-Z]{2}[0-9]{4}',
    '[A-Z]{1,3}-[0-9]{1,4}',
    '\\d+',
    'red|green|blue',
    '#[0-9a-f]{6}',
    '[a-z]+-[a-z]{0,99}',
    '\\{[^}]*\\}',
  ]) {
    assert.equal(patternProblem(fine), undefined, fine);
  }
});

test('what could take long is refused, and it is said why', () => {
  for (const [bad, why] of [
    ['(a+)+b', /group/],
    ['(a|a)*b', /group/],
    ['\\1', /escape/],
    ['(?=x)', /group/],
    ['.*.*.*x', /more than one of its parts/],
    ['a+|b+', /more than one of its parts/],
    ['a{2,}b{3,}?', /more than one of its parts/],
    ['.{0,254}.{0,254}.{0,254}x', /too many ways/],
    ['a?'.repeat(30), /too many ways/],
    ['.{0,99}.{0,99}a{150}b', /too many ways/],
    ['a|'.repeat(50), /more than 50 alternatives/],
    ['x'.repeat(201), /longer than 200/],
  ] as const) {
    assert.match(patternProblem(bad) ?? 'taken', why, bad);
  }
});

test('the worst that is taken is held against the longest text in a moment', () => {
  const several = Array.from({ length: 7 }, (_, index) => `.{0,99}.{0,99}${index}`);
  for (const pattern of [
    '.{0,254}.{0,254}x',
    '.*.{0,250}x',
    '.*[^b].{0,200}?x',
    '.{0,30}.{0,30}.{0,30}x',
    `${'a?'.repeat(14)}x`,
    `${'.?'.repeat(10)}.{220}x`,
    `${'a?'.repeat(4)}.*a{30}x`,
    several.join('|'),
  ]) {
    assert.equal(patternProblem(pattern), undefined, pattern);
    const expression = new RegExp(`^(?:${pattern})$`, 'u');
    for (const text of ['a'.repeat(255), '\u{1F600}'.repeat(255)]) {
      // The best of some: other work of the machine is no work of the pattern.
      const took = [1, 2, 3].map(() => {
        const start = performance.now();
        expression.test(text);
        return performance.now() - start;
      });
      assert.ok(Math.min(...took) < 50, `${pattern}: ${Math.min(...took)} ms`);
    }
  }
});

test('a text with a pattern is of at most 255 characters, also inside a group of fields', () => {
  const types = createFieldTypes();
  const refusal = (type: string, settings: object) => patternRefusal(types, type, { ...settings });
  assert.equal(refusal('text', { max_length: 10_000 }), undefined);
  assert.equal(refusal('text', { pattern: '\\d+' }), undefined);
  assert.match(refusal('text', { pattern: '\\d+', max_length: 256 }) ?? '', /at most 255/);
  const inner = { name: 'code', label: 'Code', type: 'text', settings: { pattern: '.*.*x' } };
  assert.match(refusal('compound', { fields: [inner] }) ?? '', /its pattern is refused/);
  types.derive([
    {
      name: 'cars_long',
      label: 'Long',
      description: 'Long text.',
      base: 'text',
      settings: { max_length: 10_000 },
      plugin: 'Cars',
      active: true,
    },
  ]);
  assert.match(refusal('cars_long', { pattern: '\\d+', max_length: 9 }) ?? '', /at most 255/);
});
