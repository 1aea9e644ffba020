import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DerivedFieldType } from './derived-type.ts';
import { createFieldTypes } from './field-types.ts';

const PLATE: DerivedFieldType = {
  name: 'cars_plate',
  label: 'Number plate',
  description: 'What stands on a car.',
  base: 'text',
  settings: { max_length: 9, pattern: '[A-Z]{1,3}-[0-9]{1,4}' },
  plugin: 'Cars',
  active: true,
};

function withPlate(more: Partial<DerivedFieldType> = {}) {
  const types = createFieldTypes();
  types.derive([{ ...PLATE, ...more }]);
  return { types, type: types.get('cars_plate') };
}

test('a field type of a plugin checks as its base type does with what is fixed', () => {
  const { types, type } = withPlate();
  assert.ok(types.list().includes(type));
  const { defaults } = type.settings;
  assert.equal(type.validate({ value: 'HH-42' }, defaults).ok, true);
  assert.equal(type.validate({ value: 'hello' }, defaults).ok, false);
  // Whatever else was stored for a field.
  assert.equal(type.validate({ value: 'hello' }, { ...defaults, pattern: '' }).ok, false);
  assert.match(JSON.stringify(type.schema(defaults)), /"maxLength":9/);
});

test('what is fixed is not among the settings that people are asked for', () => {
  const { type } = withPlate();
  assert.deepEqual(Object.keys(type.settings.form(type.settings.defaults)), ['pattern_message']);
  assert.equal(type.settings.parse({ pattern_message: 'x', max_length: '3' })['max_length'], 9);
});

test('while the plugin is off, fields go on as their base type and say so, and there are no new ones', () => {
  const { types, type } = withPlate({ active: false });
  assert.equal(type.label, 'Text (Number plate of “Cars”, which is off)');
  assert.equal(types.list().includes(type), false);
  const { defaults } = types.get('text').settings;
  assert.equal(type.validate({ value: 'hello there, all of you' }, defaults).ok, true);
});

test('types of plugins are replaced together', () => {
  const { types } = withPlate();
  types.derive([]);
  assert.equal(types.find('cars_plate'), undefined);
  const more = types.with([PLATE]);
  assert.equal(more.get('cars_plate').label, 'Number plate');
  assert.equal(types.find('cars_plate'), undefined);
});
