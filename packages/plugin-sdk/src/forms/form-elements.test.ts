import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { ownElements } from '../../../../src/grammar/forms/index.ts';
import { formElementTypes } from '../../scripts/form-element-types.ts';

const TYPES = new URL('form-elements.generated.ts', import.meta.url);

test('the types of form elements are those that the kernel takes from plugins', () => {
  const types = formElementTypes(ownElements);
  if (process.env['UPDATE_DOCS']) writeFileSync(TYPES, types);
  assert.equal(
    readFileSync(TYPES, 'utf8'),
    types,
    'Write them again: UPDATE_DOCS=1 node --test packages/plugin-sdk/src/forms/form-elements.test.ts',
  );
});
