import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DRAFT, type ItemId, LIVE, type PublishId, type StageId, TrovatoError } from '#base';
import fc from 'fast-check';
import { openTestItems } from '../../../test/support/items.ts';
import { createModel, type Content } from '../../../test/support/stage-model.ts';

const place = fc.nat(3);
const which = fc.nat(3);
const text = fc.constantFrom('a', 'b', 'c');
const part = fc.constantFrom('title' as const, 'note' as const);
const side = fc.constantFrom('mine' as const, 'theirs' as const);
const step = fc.oneof(
  fc.record({ kind: fc.constant('create' as const), place }),
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('change' as const), place, which, part, text }),
  },
  fc.record({ kind: fc.constant('delete' as const), place, which }),
  fc.record({ kind: fc.constant('restore' as const), place, which }),
  fc.record({ kind: fc.constant('revert' as const), place, which }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('publish' as const), place, side }) },
  fc.record({ kind: fc.constant('publish one' as const), place, which, side }),
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('move' as const), place, to: place, side }),
  },
  fc.record({ kind: fc.constant('move one' as const), place, to: place, which, side }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('undo' as const), side }) },
  fc.record({ kind: fc.constant('discard' as const), place, which }),
);

test('whatever is done in a chain of three stages and one beside it, each shows what the rules say', async () => {
  await using site = await openTestItems();
  const { items, stages, admin, database } = site;
  await items.createType(admin, 'page', { name: 'Page' });
  await items.addField(admin, 'page', 'note', { field_type: 'text', label: 'Note' });
  const { id: top } = await stages.create(admin, { name: 'top', label: 'Top', upstream: DRAFT });
  const { id: aside } = await stages.create(admin, { name: 'aside', label: 'Aside' });
  const chain: readonly StageId[] = [LIVE, DRAFT, top, aside];
  const at = (index: number) => ({ ...admin, stage: chain[index] ?? LIVE });

  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 30 }), async (steps) => {
      await database.queries.deleteFrom('stage_publish').execute();
      await database.queries.deleteFrom('item').execute();
      const model = createModel([undefined, 0, 1, 0]);
      const ids: ItemId[] = [];
      const done: string[] = [];
      /** Both do it, or both refuse. */
      const both = async (
        real: () => Promise<unknown>,
        ideal: () => boolean,
        what: string,
      ): Promise<boolean> => {
        const does = ideal();
        const did = await real().then(
          () => true,
          (error: unknown) => {
            if (error instanceof TrovatoError) return false;
            throw error;
          },
        );
        done.push(`${what}${did ? '' : ' (refused)'}`);
        assert.equal(did, does, `${done.join('\n')}\nThe rules say ${does ? 'yes' : 'no'}.`);
        return did;
      };
      const publishes: PublishId[] = [];

      const perform = async (one: (typeof steps)[number]): Promise<unknown> => {
        const what = JSON.stringify(one);
        if (one.kind === 'create') {
          const item = await items.createItem(at(one.place), 'page', {
            title: 'new',
            status: true,
          });
          done.push(what);
          ids.push(item.id);
          return model.create(one.place, { title: 'new', note: undefined });
        }
        if (one.kind === 'publish' || one.kind === 'publish one') {
          const chosen = one.kind === 'publish' ? ids.map((_, i) => i) : [one.which];
          const keys = chosen.flatMap((i) => (ids[i] ? [`item:${ids[i]}`] : []));
          const decisions = Object.fromEntries(keys.map((key) => [key, one.side]));
          const real = async () => {
            const only = one.kind === 'publish' ? {} : { only: keys };
            const { stage } = at(one.place);
            const done = await stages.publish(admin, stage, { ...only, decisions });
            if (done.id !== undefined) publishes.push(done.id);
          };
          return both(real, () => model.publish(one.place, chosen, one.side), what);
        }
        if (one.kind === 'move' || one.kind === 'move one') {
          const chosen = one.kind === 'move' ? ids.map((_, i) => i) : [one.which];
          const keys = chosen.flatMap((i) => (ids[i] ? [`item:${ids[i]}`] : []));
          const decisions = Object.fromEntries(keys.map((key) => [key, one.side]));
          return both(
            () =>
              stages.move(admin, at(one.place).stage, at(one.to).stage, {
                ...(one.kind === 'move' ? {} : { records: keys }),
                decisions,
              }),
            () => model.move(one.place, one.to, chosen, one.side),
            what,
          );
        }
        if (one.kind === 'undo') {
          const last = publishes.pop();
          const decisions = Object.fromEntries(ids.map((id) => [`item:${id}`, one.side]));
          if (last === undefined) return;
          return both(
            () => stages.undo(admin, last, decisions),
            () => model.undo(one.side),
            what,
          );
        }
        const id = ids[one.which];
        if (id === undefined) return;
        const ctx = at(one.place);
        switch (one.kind) {
          case 'change': {
            const input =
              one.part === 'title'
                ? { title: one.text }
                : { fields: { note: { value: one.text } } };
            return both(
              () => items.updateItem(ctx, id, 'current', input),
              () => model.change(one.place, one.which, { [one.part]: one.text }),
              what,
            );
          }
          case 'delete':
            return both(
              () => items.deleteItem(ctx, id),
              () => model.delete(one.place, one.which),
              what,
            );
          case 'restore':
            return both(
              () => items.restoreItem(ctx, id),
              () => model.restore(one.place, one.which),
              what,
            );
          case 'revert': {
            const known = await items.findItem(ctx, id);
            const page = { limit: 100, offset: 0 };
            const { revisions } = known
              ? await items.listRevisions(ctx, id, page)
              : { revisions: [] };
            const first = revisions.at(-1);
            if (!first) return;
            const note = first.fields['note'] as { value: string } | undefined;
            return both(
              () => items.revertItem(ctx, id, first.id),
              () => model.revert(one.place, one.which, { title: first.title, note: note?.value }),
              what,
            );
          }
          case 'discard':
            if (one.place === 0) return;
            await stages.discard(admin, ctx.stage, [`item:${id}`]);
            done.push(what);
            return model.discard(one.place, one.which);
        }
      };

      for (const one of steps) {
        const live = model.view(0);
        await perform(one);
        for (const index of chain.keys()) {
          const page = await items.listItems(at(index), { limit: 100 });
          const shown = page.items.map(({ id, title, fields }) => {
            const note = fields['note'] as { value: string } | undefined;
            return [ids.indexOf(id), { title, note: note?.value }] as const;
          });
          assert.deepEqual(
            new Map<number, Content>(shown.toSorted(([a], [b]) => a - b)),
            model.view(index),
            `${done.join('\n')}\nStage ${index} shows something else.`,
          );
        }
        const written = 'place' in one && one.place === 0;
        const published = one.kind === 'undo' || ('place' in one && one.kind.startsWith('publish'));
        if (!written && !published) assert.deepEqual(model.view(0), live);
      }
    }),
    { numRuns: 60 },
  );
});
