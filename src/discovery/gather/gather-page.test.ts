import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { openTestKernel } from '../../../test/support/kernel.ts';
import { makeTalks } from '../../../test/support/talks.ts';
import type { ColumnKind } from './catalogue/catalogue.ts';
import { operatorsOf } from './catalogue/column-kinds.ts';
import { yamlToInput } from './definition/gather-yaml.ts';
import { OPERATORS } from './definition/operand.ts';

const page = readFileSync(new URL('../../../docs/gather.md', import.meta.url), 'utf8');

test('the example of the page on gathers can be saved as it stands there, and shows what it says', async () => {
  await using site = await openTestKernel();
  await makeTalks(site, 1);
  const [, text = ''] = /^```yaml\n(.*?)^```$/ms.exec(page) ?? [];
  const input = yamlToInput(text);
  assert.deepEqual(await site.gathers.check(site.system, input), []);
  await site.gathers.create(site.system, input);
  for (const path of ['/coming-talks', '/coming-talks.xml', '/coming-talks.ics'])
    assert.equal((await site.browse().get(path)).status, 200, path);
});

test('the page on gathers has every kind of column with its operators', () => {
  const rows = [...page.matchAll(/^\| (\w+) \| ((?:`\w+` ?)+)\|$/gm)];
  const said = new Map(
    rows.map(([, kind = '', operators = '']) => [kind, operators.match(/\w+/g) ?? []]),
  );
  const kinds: readonly ColumnKind[] = [
    'text',
    'number',
    'boolean',
    'date',
    'time',
    'id',
    'term',
    'choice',
    'search',
    'other',
  ];
  for (const kind of kinds)
    assert.deepEqual(said.get(kind)?.toSorted(), operatorsOf(kind, false).toSorted(), kind);
  for (const operator of OPERATORS) assert.ok(page.includes(`\`${operator}\``), operator);
});
