import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { type RevisionId, sameJson } from '#base';
import { openTestItems } from '../../../test/support/items.ts';
import type { FieldValues, Item } from './item.ts';

type Step =
  | { kind: 'save'; title?: string; rating?: number | null; stale: number }
  | { kind: 'revert'; to: number }
  | { kind: 'retype' }
  | { kind: 'delete' }
  | { kind: 'restore' };

const RATING = { field_type: 'integer', label: 'Rating' };

const steps = fc.array(
  fc.oneof(
    fc.record(
      {
        kind: fc.constant('save' as const),
        title: fc.constantFrom('A', 'B', 'C'),
        rating: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
        stale: fc.nat(2),
      },
      { requiredKeys: ['kind', 'stale'] },
    ),
    fc.record({ kind: fc.constant('revert' as const), to: fc.nat(5) }),
    fc.record({ kind: fc.constant('retype' as const) }),
    fc.record({ kind: fc.constant('delete' as const) }),
    fc.record({ kind: fc.constant('restore' as const) }),
  ),
  { maxLength: 12 },
) as fc.Arbitrary<Step[]>;

test('whatever is done, the row holds what its current revision says, and history never changes', async () => {
  await using site = await openTestItems();
  const { items, admin, database } = site;
  await items.createType(admin, 'thing', { name: 'Thing' });
  await items.addField(admin, 'thing', 'rating', RATING);

  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      let item: Item = await items.createItem(admin, 'thing', { title: 'Start' });
      const history = new Map<RevisionId, { title: string; fields: FieldValues }>();
      const order: RevisionId[] = [];
      const remember = (saved: Item): void => {
        item = saved;
        if (history.has(saved.revisionId)) return;
        history.set(saved.revisionId, { title: saved.title, fields: saved.fields });
        order.push(saved.revisionId);
      };
      remember(item);

      for (const step of sequence) {
        const outcome = await perform(step).catch(() => undefined);
        if (outcome) remember(outcome);

        const row = await database.queries
          .selectFrom('item')
          .innerJoin('item_revision', 'item_revision.id', 'item.current_revision_id')
          .select([
            'item.title as row_title',
            'item.fields as row_fields',
            'item.status as row_status',
            'item_revision.item_id',
            'item_revision.title',
            'item_revision.fields',
            'item_revision.status',
          ])
          .where('item.id', '=', item.id)
          .executeTakeFirstOrThrow();
        assert.equal(row.item_id, item.id);
        assert.equal(row.row_title, row.title);
        assert.equal(row.row_status, row.status);
        assert.ok(sameJson(row.row_fields, row.fields));

        const revisions = await database.queries
          .selectFrom('item_revision')
          .select(['id', 'title', 'fields'])
          .where('item_id', '=', item.id)
          .orderBy('created')
          .execute();
        assert.deepEqual(
          revisions.map((revision) => revision.id),
          order,
        );
        for (const revision of revisions) {
          const remembered = history.get(revision.id);
          assert.equal(revision.title, remembered?.title);
          assert.ok(sameJson(revision.fields, remembered?.fields));
        }
      }

      async function perform(step: Step): Promise<Item> {
        switch (step.kind) {
          case 'save':
            return items.updateItem(admin, item.id, order.at(-1 - step.stale) ?? item.revisionId, {
              ...(step.title === undefined ? {} : { title: step.title }),
              ...(step.rating === undefined
                ? {}
                : { fields: { rating: step.rating === null ? null : { value: step.rating } } }),
            });
          case 'revert':
            return items.revertItem(
              admin,
              item.id,
              order[step.to % order.length] ?? item.revisionId,
            );
          case 'retype': {
            await items.removeField(admin, 'thing', 'rating', { acceptLoss: true });
            await items.addField(admin, 'thing', 'rating', RATING);
            const found = await items.findItem(admin, item.id);
            return found ?? (await items.findTrashedItem(admin, item.id)) ?? item;
          }
          case 'delete':
            return items.deleteItem(admin, item.id);
          case 'restore':
            return items.restoreItem(admin, item.id);
        }
      }
    }),
    { numRuns: 40 },
  );
});
