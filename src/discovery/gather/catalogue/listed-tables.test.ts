import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatherInfo, type ListedTable } from '../gather-taps.ts';
import { listedTableProblem } from './listed-tables.ts';

const TABLES = {
  bird: { columns: { id: { type: 'serial' }, kind: { type: 'text' }, more: { type: 'json' } } },
  ring: { columns: { number: { type: 'integer' } } },
} as const;
const BIRDS: ListedTable = { table: 'bird', label: 'Birds', permission: 'list birds' };

test('what a plugin says of its tables is compared with them', () => {
  const said = (...listed: readonly ListedTable[]) => listedTableProblem(listed, TABLES);
  const columns = (...names: readonly string[]): ListedTable => ({
    ...BIRDS,
    columns: names.map((name) => ({ name, label: 'A column' })),
  });
  assert.equal(said(BIRDS), undefined);
  assert.equal(said(columns('id', 'kind')), undefined);
  assert.match(said({ ...BIRDS, table: 'fish' }) ?? '', /no table “fish” in its manifest/);
  assert.match(said({ ...BIRDS, table: 'constructor' }) ?? '', /no table “constructor”/);
  assert.match(said(columns('kind', 'wing')) ?? '', /“bird” has no column “wing”/);
  assert.match(said(columns('more')) ?? '', /“more” of “bird” holds JSON/);
  assert.match(said(BIRDS, { ...BIRDS, label: 'Fowl' }) ?? '', /names “bird” twice/);
  assert.match(said({ ...BIRDS, table: 'ring' }) ?? '', /“ring” has no column “id” of type serial/);
});

test('a table without a permission, or with words that there are not, is no answer', () => {
  for (const wrong of [
    { table: 'bird', label: 'Birds' },
    { ...BIRDS, where: 'true' },
  ])
    assert.throws(() => gatherInfo.check([wrong], () => undefined), /./);
});
