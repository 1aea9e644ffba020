import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DRAFT } from '#base';
import { openTestKernel } from '../../../test/support/kernel.ts';

test('what is the same in all stages is not changed by who is in one of them', async () => {
  await using site = await openTestKernel();
  const { items, categories, system } = site;
  const draft = { ...system, stage: DRAFT };
  await categories.createVocabulary(system, 'topic', { label: 'Topics' });
  const art = await categories.createTerm(system, 'topic', { name: 'Art' });
  const film = await categories.createTerm(system, 'topic', { name: 'Film' });
  const refused = { code: 'stage.only_in_live', message: /in live only.*Go back to live/ };
  const holders = { replaceTerm: items.replaceTerm, isReferredTo: items.isReferredTo };
  await assert.rejects(categories.mergeTerm(draft, film.id, art.id, holders), refused);
  assert.equal((await categories.getTerm(system, film.id)).name, 'Film');
});
