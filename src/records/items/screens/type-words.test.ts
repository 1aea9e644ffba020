import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DRAFT } from '#base';
import { openTestKernel } from '../../../../test/support/kernel.ts';
import { createTypeWords } from './type-words.ts';

test('where two stages changed a type it says in words what each field is', async () => {
  await using site = await openTestKernel();
  const { items, stages, system } = site;
  const draft = { ...system, stage: DRAFT };
  await items.createType(system, 'note', { name: 'Note' });
  await items.addField(system, 'note', 'body', { field_type: 'text', label: 'Body' });
  await items.updateField(draft, 'note', 'body', { field_type: 'text', label: 'Text' });
  await items.updateField(system, 'note', 'body', {
    field_type: 'text',
    label: 'Body',
    required: true,
  });
  await items.updateType(draft, 'note', { name: 'Remark' });
  const [open] = await stages.conflicts(system, DRAFT);
  assert.ok(open);
  const words = createTypeWords(items);
  const [name, field] = await words.compare(draft, open);
  assert.deepEqual(name, {
    part: 'name',
    label: 'Name',
    prose: false,
    base: 'Note',
    mine: 'Remark',
    theirs: 'Note',
  });
  assert.equal(field?.label, 'Field “Text”');
  assert.match(field?.mine ?? '', /^Label: Text\nKind: Text\nValues: 1\nRequired: no\n/);
  assert.match(field?.theirs ?? '', /^Label: Body\nKind: Text\nValues: 1\nRequired: yes\n/);
  assert.deepEqual(
    [...(await words.describe(draft, ['note', 'gone']))],
    [['note', { url: '/admin/structure/types/note/fields', kind: 'Item type' }]],
  );
});
