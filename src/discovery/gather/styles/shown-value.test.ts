import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFieldTypes, createReferenceTargets } from '#grammar/fields';
import { systemContext } from '#grammar/access';
import type { CatalogueColumn, ColumnKind } from '../catalogue/catalogue.ts';
import type { CellValue, ResultColumn } from '../run/gather-result.ts';
import { shownValues } from './shown-value.ts';

const fieldTypes = createFieldTypes(createReferenceTargets());

function column(
  kind: ColumnKind,
  source: Partial<CatalogueColumn> = {},
  more: Partial<ResultColumn['column']> = {},
): ResultColumn {
  return {
    column: { id: 'c', column: source.name ?? 'c', label: '', link: false, hidden: false, ...more },
    source: {
      name: 'c',
      label: 'C',
      group: '',
      kind,
      several: false,
      operators: [],
      aggregates: [],
      sortable: true,
      shown: true,
      indexable: 'no',
      ...source,
    },
  };
}

function texts(cell: CellValue | undefined, of: ResultColumn): readonly string[] {
  const ctx = systemContext();
  return shownValues(cell, of, fieldTypes).map(({ type, value, settings }) =>
    type.toText(value, { ctx, settings, resolve: () => undefined }),
  );
}

const city = {
  name: 'city',
  type: fieldTypes.get('text'),
  settings: {},
  itemTypes: ['talk'],
};

test('values of fields are shown by their type, one or several', () => {
  assert.deepEqual(texts({ value: 'Oslo' }, column('text', { field: city })), ['Oslo']);
  assert.deepEqual(texts([{ value: 'Oslo' }, { value: 'Rome' }], column('text', { field: city })), [
    'Oslo',
    'Rome',
  ]);
  assert.deepEqual(texts(null, column('text', { field: city })), []);
  assert.deepEqual(texts(undefined, column('text')), []);
});

test('what is no field is shown as what it is most like', () => {
  assert.deepEqual(texts('2026-05-12T10:00:00.000Z', column('time')), ['2026-05-12T10:00:00.000Z']);
  assert.deepEqual(texts('2026-05-12', column('date')), ['2026-05-12']);
  assert.deepEqual(texts(true, column('boolean')), ['Yes']);
  assert.deepEqual(texts('12.5', column('number')), ['12.5']);
  assert.deepEqual(texts('', column('text')), []);
  const choices = [{ value: 'talk', label: 'Talk' }];
  assert.deepEqual(texts('talk', column('choice', { choices })), ['Talk']);
  assert.deepEqual(texts('gone', column('choice', { choices })), ['gone']);
});

test('the part of a value is shown by its kind, and the id of a record as it is', () => {
  assert.deepEqual(texts({ value: '2026-05-12' }, column('date')), ['2026-05-12']);
  const id = '01980c2e-7d5a-7c3e-9f04-2b7a5f0d9c11';
  const references = { type: 'item', bundles: [] } as const;
  assert.deepEqual(texts(id, column('id', { name: 'id', references })), [id]);
});

test('a count is a number, whatever is counted', () => {
  assert.deepEqual(texts(3, column('text', { field: city }, { aggregate: 'count' })), ['3']);
  assert.deepEqual(texts('170.5', column('number', {}, { aggregate: 'average' })), ['170.5']);
  assert.deepEqual(texts('Aker', column('text', { field: city }, { aggregate: 'minimum' })), [
    'Aker',
  ]);
});
