import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { type JsonObject, type RevisionId, sameJson } from '#base';
import { createFieldTypes, validateFieldValues } from '#grammar/fields';
import { openTestItems } from '../../../test/support/items.ts';
import type { FieldValues, Item } from './item.ts';

type Step =
  | { kind: 'save'; title?: string; rating?: number | null; stale: number }
  | { kind: 'revert'; to: number }
  | { kind: 'retype' }
  | { kind: 'note'; as: number }
  | { kind: 'say'; value: number }
  | { kind: 'delete' }
  | { kind: 'restore' };

const RATING = { field_type: 'integer', label: 'Rating' };

const group = (names: readonly string[], type: string) => ({
  fields: names.map((name) => ({ name, label: name, type })),
});

/** What the note of a thing may be, and what is said in it then. */
const NOTES: readonly {
  readonly field: { readonly [key: string]: unknown };
  readonly values: readonly (JsonObject | readonly JsonObject[])[];
}[] = [
  {
    field: { field_type: 'text', settings: { max_length: 100 } },
    values: [{ value: 'next week' }, { value: '7' }, { value: '2026-05-01' }],
  },
  { field: { field_type: 'text', settings: { max_length: 5 } }, values: [{ value: 'soon' }] },
  {
    field: { field_type: 'text', cardinality: -1 },
    values: [[{ value: 'a' }, { value: 'b' }], [{ value: '9' }]],
  },
  { field: { field_type: 'integer', settings: {} }, values: [{ value: 7 }] },
  { field: { field_type: 'link', settings: {} }, values: [{ uri: '/a', title: 'A' }] },
  {
    field: { field_type: 'date_range', settings: {} },
    values: [{ start: '2026-05-01', end: '2026-05-02' }],
  },
  { field: { field_type: 'date_time', settings: {} }, values: [{ value: '2026-05-01T10:00:00Z' }] },
  { field: { field_type: 'boolean', settings: {} }, values: [{ value: false }] },
  {
    field: { field_type: 'compound', settings: group(['a', 'b'], 'text') },
    values: [{ a: { value: 'x' }, b: { value: '2' } }, { b: { value: 'y' } }],
  },
  {
    field: { field_type: 'compound', settings: group(['b'], 'integer') },
    values: [{ b: { value: 3 } }],
  },
];

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
    fc.record({ kind: fc.constant('note' as const), as: fc.nat(NOTES.length - 1) }),
    fc.record({
      kind: fc.constant('say' as const),
      value: fc.nat(2),
    }),
    fc.record({ kind: fc.constant('delete' as const) }),
    fc.record({ kind: fc.constant('restore' as const) }),
  ),
  { maxLength: 14 },
) as fc.Arbitrary<Step[]>;

test('whatever is done, the row holds what its current revision says, in values of the fields as they are, and history never changes', async () => {
  await using site = await openTestItems();
  const { items, admin, database } = site;
  await items.createType(admin, 'thing', { name: 'Thing' });
  await items.addField(admin, 'thing', 'rating', RATING);
  await items.addField(admin, 'thing', 'note', { ...NOTES[0]?.field, label: 'Note' });
  const fieldTypes = createFieldTypes();
  let noted = NOTES[0];

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
        const { fields } = items.getType(admin, 'thing');
        const checked = validateFieldValues(fields, row.fields, fieldTypes, { partial: true });
        assert.ok(checked.ok && sameJson(checked.values, row.fields), JSON.stringify(checked));

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

      async function trashed(): Promise<Item> {
        return (await items.findTrashedItem(admin, item.id)) ?? item;
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
            return (await items.findItem(admin, item.id)) ?? (await trashed());
          }
          case 'note': {
            noted = NOTES[step.as];
            const change = { cardinality: 1, ...noted?.field };
            await items.updateField(admin, 'thing', 'note', change, { acceptLoss: true });
            return (await items.findItem(admin, item.id)) ?? (await trashed());
          }
          case 'say': {
            const values = noted?.values ?? [];
            const note = values[step.value % values.length] ?? null;
            return items.updateItem(admin, item.id, 'current', { fields: { note } });
          }
          case 'delete':
            return items.deleteItem(admin, item.id);
          case 'restore':
            return items.restoreItem(admin, item.id);
        }
      }
    }),
    { numRuns: 60 },
  );
});
