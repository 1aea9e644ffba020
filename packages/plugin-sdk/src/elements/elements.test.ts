import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { elementTypes, type ElementsSchema } from '../../scripts/element-types.ts';

const SCHEMA = new URL('../../../../docs/elements.schema.json', import.meta.url);
const TYPES = new URL('elements.generated.ts', import.meta.url);

test('the types of elements are those of docs/elements.schema.json', () => {
  const schema: ElementsSchema = JSON.parse(readFileSync(SCHEMA, 'utf8'));
  const types = elementTypes(schema);
  if (process.env['UPDATE_DOCS']) writeFileSync(TYPES, types);
  assert.equal(
    readFileSync(TYPES, 'utf8'),
    types,
    'Write them again: UPDATE_DOCS=1 node --test packages/plugin-sdk/src/elements/elements.test.ts',
  );
});
