import { type ItemId, LIVE, parseId, type StageId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Queries, Transaction } from '#platform/database';
import { listDocuments, type RecordState, type Stageable } from '#records/stages';
import { sql } from 'kysely';
import { saveGrants } from '../access/save-grants.ts';
import type { ItemDeps } from '../item-deps.ts';
import { findItems } from '../item-store.ts';
import type { Item } from '../item.ts';
import { writeTermUses } from '../term-index/term-index-store.ts';
import { termsOf } from '../term-index/terms-of.ts';
import { holdTypes } from '../types/item-type-store.ts';
import { refuseStranded } from '../types/stranded-items.ts';
import { ITEM_TYPE } from '../types/type-document.ts';
import { readTypes } from '../types/type-registry.ts';
import type { TypeSet } from '../types/type-set.ts';
import { carryReferences } from './carry-references.ts';
import { itemStates, listChangedItems } from './changed-items.ts';
import { itemContents } from './item-parts.ts';
import { dropKept, moveKept } from './move-kept.ts';
import { listNeededTerms } from './needed-terms.ts';
import { putBack } from './put-back.ts';
import { writeDeletions, writeVersions } from './write-versions.ts';

/** So many items are written, or put back, at once. */
const AT_ONCE = 1_000;

/** What stages do with items. */
export function createItemStageable(deps: ItemDeps): Stageable {
  return {
    type: 'item',
    label: 'Content',
    changes: listChangedItems,
    states: itemStates,
    contents: itemContents,

    async lock(transaction, ids) {
      await holdTypes(transaction).execute();
      const { rows } = await sql<{ id: string }>`
        select id from item where id = any(${ids}::uuid[]) order by id for update`.execute(
        transaction,
      );
      return new Set(rows.map(({ id }) => id));
    },

    async write(transaction, ctx, writes, { chain, log, from, source }) {
      const [stage = LIVE] = chain;
      const how = { chain, log, from, by: ctx.actor.id, at: deps.clock.now() };
      const states = new Map<string, RecordState>();
      for (const some of inParts(writes, AT_ONCE)) {
        const deleted = some.flatMap((write) => (write.to === 'deleted' ? [write.id] : []));
        const written = some.flatMap((write) => (write.to === 'deleted' ? [] : [write]));
        const ids = written.map(({ id }) => id);
        const done = [
          ...(await writeVersions(transaction, written, how)),
          ...(await writeDeletions(transaction, deleted, how)),
        ];
        for (const [id, state] of done) states.set(id, state);
        await dropTerms(transaction, stage, deleted);
        if (from === undefined) await keepAll(deps, transaction, ctx, chain, ids);
        else await moveKept(transaction, ids, { from, to: stage });
      }
      await carryReferences(deps, transaction, ctx, states, { from: source, to: stage });
      return states;
    },

    drop: dropKept,

    async needs(queries, chain, given) {
      // What somebody sends who says which records are meant may be anything.
      const ids = given.flatMap((id) => parseId<'item'>(id) ?? []);
      const { rows } = await sql<{ record: string }>`
        select distinct 'item_type:' || type as record from item where id = any(${ids}::uuid[])`.execute(
        queries,
      );
      const terms = await listNeededTerms(queries, chain, ids);
      return [...rows.map(({ record }) => record), ...terms];
    },

    async finish(transaction, _ctx, chain, ids) {
      // Where no stage has types of its own, all have the same.
      if ((await listDocuments(transaction, ITEM_TYPE)).length === 0) return;
      await refuseStranded(transaction, chain.slice(0, 2), { ids: ids as readonly ItemId[] });
    },

    async squash(transaction, stage, ids, keep) {
      await sql`
        delete from item_revision old
        where old.stage_id = ${stage}::uuid and old.item_id = any(${ids}::uuid[])
          and old.id <> all(${keep}::uuid[])
          and not exists (select from item where item.current_revision_id = old.id)
          and not exists (select from stage_association own
            where own.target_revision_id = old.id or own.base_revision_id = old.id)
          and not exists (select from stage_deletion gone where gone.base_revision_id = old.id)`.execute(
        transaction,
      );
    },

    async discard(transaction, ctx, stage, ids) {
      await dropKept(transaction, stage, ids);
      await transaction
        .updateTable('item')
        .set({ deleted: deps.clock.now(), deleted_by: ctx.actor.id })
        .where('stage_id', '=', stage)
        .where('deleted', 'is', null)
        .where('id', 'in', ids as readonly ItemId[])
        .execute();
      await dropTerms(transaction, stage, ids);
    },

    async putBack(transaction, ctx, chain, records) {
      const [stage = LIVE, upstream = LIVE] = chain;
      for (const some of inParts(records, AT_ONCE)) {
        const own = some.flatMap(({ id, base }) => (base.is === 'absent' ? [id] : []));
        const by = { actor: ctx.actor.id, at: deps.clock.now() };
        await putBack(transaction, chain, some, by);
        await moveKept(transaction, own, { from: upstream, to: stage });
        await keepAll(
          deps,
          transaction,
          ctx,
          chain,
          some.map(({ id }) => id),
        );
      }
    },
  };
}

/** What is kept beside the versions of these items that the stage shows, made anew. */
async function keepAll(
  deps: ItemDeps,
  transaction: Transaction,
  ctx: RequestContext,
  chain: readonly StageId[],
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const [stage = LIVE] = chain;
  const items = await findItems(transaction, chain, ids as readonly ItemId[]);
  // Some may have come, or gone, in this transaction.
  const types = await readTypes(transaction, chain);
  const owned = items.filter((item) => item.stageId === stage);
  const staged = items.filter((item) => item.stageId !== stage);
  await writeTermUses(
    transaction,
    owned.map(({ id }) => id),
    owned.flatMap((item) => usesOf(deps, types, item)),
  );
  await writeTermUses(
    transaction,
    staged.map(({ id }) => id),
    staged.flatMap((item) => usesOf(deps, types, item)),
    { version: stage },
  );
  await saveGrants(deps.taps, transaction, { ...ctx, stage }, items);
}

function usesOf(deps: ItemDeps, types: TypeSet, item: Item) {
  const fields = types.find(item.type)?.fields ?? [];
  return termsOf(fields, item.fields, deps.fieldTypes).map((use) => ({ ...use, item: item.id }));
}

async function dropTerms(queries: Queries, stage: StageId, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await queries
    .deleteFrom('item_term')
    .where('stage_id', '=', stage)
    .where('item_id', 'in', ids as readonly ItemId[])
    .execute();
}

function inParts<One>(all: readonly One[], size: number): readonly (readonly One[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
    all.slice(i * size, (i + 1) * size),
  );
}
