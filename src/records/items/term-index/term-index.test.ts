import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIVE } from '#base';
import * as fc from 'fast-check';
import type { ItemId, TermId } from '#base';
import { collectReferences } from '#grammar/fields';
import { openTestKernel, type TestKernel } from '../../../../test/support/kernel.ts';

async function openSite() {
  const kernel = await openTestKernel();
  const { items, categories, system } = kernel;
  await categories.createVocabulary(system, 'topic', { label: 'Topics' });
  const terms: TermId[] = [];
  for (const name of ['Art', 'Music', 'Film', 'Dance'])
    terms.push((await categories.createTerm(system, 'topic', { name })).id);
  await items.createType(system, 'note', { name: 'Note' });
  const pointing = { target_type: 'term', bundles: ['topic'] };
  await items.addField(system, 'note', 'topic', {
    field_type: 'reference',
    label: 'Topic',
    cardinality: -1,
    settings: pointing,
  });
  await items.addField(system, 'note', 'parts', {
    field_type: 'compound',
    label: 'Parts',
    cardinality: -1,
    settings: {
      fields: [{ name: 'about', type: 'reference', label: 'About', settings: pointing }],
    },
  });
  const at = (index: number) => {
    const term = terms[index];
    assert.ok(term);
    return { target_type: 'term', target_id: term };
  };
  return { ...kernel, at, terms };
}

/** What the index would have to say, found out from the items as they are. */
async function expected({ database, items }: TestKernel): Promise<readonly string[]> {
  const rows = await database.queries
    .selectFrom('item')
    .select(['id', 'type', 'stage_id', 'created', 'fields'])
    .where('deleted', 'is', null)
    .execute();
  const lines = rows.flatMap(({ id, type, stage_id: stage, created, fields }) =>
    collectReferences(
      items.getType({ stage: LIVE }, type).fields,
      fields as never,
      items.fieldTypes,
    )
      .filter((one) => one.type === 'term')
      .map((one) =>
        [id, stage, one.pointer.split('/')[2], one.id, created.toISOString()].join(' '),
      ),
  );
  return [...new Set(lines)].toSorted();
}

async function kept({ database }: TestKernel): Promise<readonly string[]> {
  const rows = await database.queries.selectFrom('item_term').selectAll().execute();
  return rows
    .map((row) =>
      [row.item_id, row.stage_id, row.field, row.term_id, row.created.toISOString()].join(' '),
    )
    .toSorted();
}

const which = fc.nat(3);
const values = fc.record(
  { topic: fc.array(which, { maxLength: 3 }), parts: fc.array(which, { maxLength: 2 }) },
  { requiredKeys: [] },
);
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('save' as const), values }) },
  fc.record({ kind: fc.constant('date' as const), year: fc.integer({ min: 2000, max: 2020 }) }),
  fc.record({ kind: fc.constant('revert' as const), to: fc.nat(5) }),
  fc.record({ kind: fc.constant('trash' as const) }),
  fc.record({ kind: fc.constant('restore' as const) }),
  fc.record({ kind: fc.constant('end' as const) }),
  fc.record({ kind: fc.constant('one' as const) }),
  fc.record({ kind: fc.constant('many' as const) }),
  fc.record({ kind: fc.constant('replace' as const), from: which, into: which }),
);

test('whatever is done with content, it is known which terms it is under', async () => {
  await using site = await openSite();
  const { items, system, at } = site;
  const input = ({ topic, parts }: { topic?: number[]; parts?: number[] }) => ({
    ...(topic ? { topic: topic.map(at) } : {}),
    ...(parts ? { parts: parts.map((index) => ({ about: at(index) })) } : {}),
  });
  const pointing = { target_type: 'term', bundles: ['topic'] };
  const retype = async (cardinality: number) => {
    const field = { label: 'Topic', cardinality, settings: pointing };
    await items.updateField(system, 'note', 'topic', field, { acceptLoss: true });
  };
  await fc.assert(
    fc.asyncProperty(values, fc.array(step, { maxLength: 8 }), async (first, steps) => {
      await retype(-1);
      const { id } = await items.createItem(system, 'note', {
        title: 'Note',
        fields: input(first),
      });
      const perform = async (one: (typeof steps)[number]): Promise<unknown> => {
        switch (one.kind) {
          case 'save': {
            const fields = input(one.values);
            return items.updateItem(system, id, 'current', { fields });
          }
          case 'date':
            return items.updateItem(system, id, 'current', {
              created: `${one.year}-01-01T00:00:00Z`,
            });
          case 'revert': {
            const { revisions } = await items.listRevisions(system, id, { limit: 9, offset: 0 });
            const to = revisions[one.to];
            return to && items.revertItem(system, id, to.id);
          }
          case 'trash':
            return items.deleteItem(system, id);
          case 'restore':
            return items.restoreItem(system, id);
          case 'end':
            return items.purgeItem(system, id);
          case 'one':
            return retype(1);
          case 'many':
            return retype(-1);
          case 'replace': {
            const [from, into] = [at(one.from).target_id, at(one.into).target_id];
            return items.replaceTerm(system, { from, into, log: 'Replaced' });
          }
        }
      };
      for (const one of steps) {
        // What cannot be done with an item in the trash, and the like, is refused.
        await perform(one).catch(() => undefined);
        assert.deepEqual(await kept(site), await expected(site));
      }
    }),
    { numRuns: 40 },
  );
});

test('a list under a term has what is under it or below it, once, newest first, page by page', async () => {
  await using site = await openSite();
  const { items, categories, system, at, terms } = site;
  const [art, music, film] = terms as [TermId, TermId, TermId];
  await categories.updateTerm(system, music, { parents: [art] });
  await categories.updateTerm(system, film, { parents: [music, art] });
  const made: ItemId[] = [];
  for (let day = 10; day < 20; day += 1) {
    const under = [at(day % 4), at((day + 1) % 4)];
    const item = await items.createItem(system, 'note', {
      title: `Note ${day}`,
      status: true,
      created: `2020-01-${day}T00:00:00Z`,
      fields: { topic: under, parts: [{ about: at(day % 4) }] },
    });
    if (under.some(({ target_id: id }) => id !== terms[3])) made.unshift(item.id);
  }
  const reader = (await site.signIn({ permissions: ['access content'] })).ctx;
  const seen: ItemId[] = [];
  let after: string | undefined;
  do {
    const page = await items.listItems(reader, {
      under: art,
      limit: 3,
      ...(after === undefined ? {} : { after }),
    });
    seen.push(...page.items.map(({ id }) => id));
    after = page.next;
  } while (after !== undefined);
  assert.deepEqual(seen, made);
  assert.equal(await items.countItems(reader, { under: art, limit: 1 }), made.length);
  assert.equal((await items.countUnder(reader, terms)).get(art), made.length);
  const oldest = await items.listItems(reader, { under: art, sort: 'created', limit: 100 });
  assert.deepEqual(oldest.items.map(({ id }) => id).reverse(), made);

  // What the reader may not see is in no list and no count.
  const [hidden] = made;
  assert.ok(hidden);
  await items.updateItem(system, hidden, 'current', { status: false });
  assert.equal((await items.listItems(reader, { under: art, limit: 1 })).items[0]?.id, made[1]);
  assert.equal((await items.countUnder(reader, terms)).get(art), made.length - 1);
  assert.equal((await items.listItems(system, { under: art, limit: 1 })).items[0]?.id, hidden);
});
