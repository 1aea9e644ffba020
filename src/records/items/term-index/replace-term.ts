import { type ItemId, sameJson, type TermId } from '#base';
import type { RequestContext } from '#grammar/access';
import { collectReferences } from '#grammar/fields';
import type { Queries } from '#platform/database';
import { sql } from 'kysely';
import { saveGrants } from '../access/save-grants.ts';
import {
  checkStageIsWritable,
  holdCurrentTypes,
  inTransaction,
  type ItemDeps,
} from '../item-deps.ts';
import { lockItems } from '../item-store.ts';
import type { Item } from '../item.ts';
import { tellChangedAll } from '../life-cycle/tell-plugins.ts';
import { withIds } from '../named-references.ts';
import { rewriteFields } from '../types/field-change-store.ts';
import { writeTermUses } from './term-index-store.ts';
import { refersToAny, termsOf } from './terms-of.ts';

const AT_ONCE = 200;

/** A term that another takes the place of. */
export interface TermReplacement {
  readonly from: TermId;
  readonly into: TermId;
  /** What the new revisions say of it. */
  readonly log: string;
}

/**
 * Makes up to 200 items that refer to one term refer to another: a new revision of each, in one
 * transaction. What is being saved at this moment is passed over. Answers how many were changed;
 * who may merge terms may do that, whoever wrote the content.
 */
export async function replaceTerm(
  deps: ItemDeps,
  context: RequestContext,
  { from, into, log }: TermReplacement,
): Promise<number> {
  checkStageIsWritable(context);
  return inTransaction(deps, context, undefined, async (queries, ctx) => {
    await holdCurrentTypes(deps, queries);
    const ids = await findHolders(queries, from, AT_ONCE);
    if (ids.length === 0) return 0;
    const before = await lockItems(queries, ids, 'skip');
    const changes = before.flatMap((item) => {
      const after = replaced(deps, item, from, into);
      return sameJson(item.fields, after) ? [] : [{ item, fields: after }];
    });
    const revisions = await rewriteFields(
      queries,
      changes.map(({ item, fields }) => ({
        id: item.id,
        fields,
        changed: Object.keys(fields).filter((name) => !sameJson(fields[name], item.fields[name])),
      })),
      { author: ctx.actor.id, at: deps.clock.now(), log },
    );
    const after = changes.map(({ item, fields }) => ({
      ...item,
      fields,
      revisionId: revisions.get(item.id) ?? item.revisionId,
    }));
    // Also of those in which nothing was found: then it was not true that they hold it.
    await writeTermUses(
      queries,
      before.map(({ id }) => id),
      [...new Map([...before, ...after].map((item) => [item.id, item])).values()].flatMap((item) =>
        termsOf(deps.types.get(item.type).fields, item.fields, deps.fieldTypes).map((use) => ({
          ...use,
          item: item.id,
        })),
      ),
    );
    await saveGrants(deps.taps, queries, ctx, after);
    const told = changes.map(({ item }, i) => ({ before: item, item: after[i] ?? item }));
    await tellChangedAll(deps, ctx, told, 'saved');
    return changes.length;
  });
}

/** Whether any item refers to the term, in the trash or not. */
export async function isReferredTo(
  deps: Pick<ItemDeps, 'types' | 'fieldTypes'>,
  queries: Queries,
  term: TermId,
): Promise<boolean> {
  const row = await queries
    .selectFrom('item_term')
    .select('item_id')
    .where('term_id', '=', term)
    .limit(1)
    .executeTakeFirst();
  if (row) return true;
  const trashed = await trashedHolders(queries, term)
    .select(['item.type', 'item.fields'])
    .execute();
  return trashed.some(({ type, fields }) =>
    // Only the validator's output is ever written to `fields`.
    refersToAny(deps, { type, fields: fields as Item['fields'] }, new Set([term])),
  );
}

async function findHolders(
  queries: Queries,
  term: TermId,
  limit: number,
): Promise<readonly ItemId[]> {
  const rows = await queries
    .selectFrom('item_term')
    .select('item_id as id')
    .distinct()
    .where('term_id', '=', term)
    .limit(limit)
    .execute();
  const trashed =
    rows.length < limit
      ? await trashedHolders(queries, term)
          .select('item.id')
          .limit(limit - rows.length)
          .execute()
      : [];
  return [...rows, ...trashed].map(({ id }) => id);
}

/** Those in the trash are in no index: there are few. Also what only looks like a reference. */
function trashedHolders(queries: Queries, term: TermId) {
  const path = `strict $.**.target_id ? (@ == "${term}")`;
  return queries
    .selectFrom('item')
    .where('item.deleted', 'is not', null)
    .where(sql<boolean>`item.fields @? ${path}::jsonpath`);
}

function replaced(deps: ItemDeps, item: Item, from: TermId, into: TermId): Item['fields'] {
  const { fields } = deps.types.get(item.type);
  const places = collectReferences(fields, item.fields, deps.fieldTypes)
    .filter(({ type, id }) => type === 'term' && id === from)
    .map(({ pointer }) => [pointer, into] as const);
  return withIds(item.fields, new Map(places));
}
