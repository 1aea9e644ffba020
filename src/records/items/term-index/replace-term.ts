import { type ItemId, sameJson, type StageId, type TermId } from '#base';
import type { RequestContext } from '#grammar/access';
import { collectReferences } from '#grammar/fields';
import type { Queries } from '#platform/database';
import { requireLive } from '#records/stages';
import { sql } from 'kysely';
import { saveGrants } from '../access/save-grants.ts';
import { holdCurrentTypes, inTransaction, type ItemDeps } from '../item-deps.ts';
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
  requireLive(context, 'Terms are merged');
  return inTransaction(deps, context, undefined, async (queries, ctx) => {
    await holdCurrentTypes(deps, queries);
    const ids = await findHolders(queries, from, AT_ONCE);
    if (ids.length === 0) return 0;
    const rows = await lockItems(queries, ids, 'skip');
    const versions = [
      ...rows.map((item) => ({ item, version: undefined })),
      ...(await versionsOf(queries, rows)),
    ];
    const changes = versions.flatMap(({ item, version }) => {
      const after = replaced(deps, item, version, from, into);
      return sameJson(item.fields, after) ? [] : [{ item, version, fields: after }];
    });
    const revisions = await rewriteFields(
      queries,
      changes.map(({ item, version, fields }) => ({
        id: item.id,
        version,
        fields,
        changed: Object.keys(fields).filter((name) => !sameJson(fields[name], item.fields[name])),
      })),
      { author: ctx.actor.id, at: deps.clock.now(), log },
    );
    // Also of those in which nothing was found: then it was not true that they hold it.
    for (const version of new Set(versions.map((one) => one.version))) {
      const some = versions.filter((one) => one.version === version);
      await writeTermUses(
        queries,
        some.map(({ item }) => item.id),
        some.flatMap(({ item }) => {
          const change = changes.find((one) => one.item === item);
          return termsOf(
            deps.types.in({ stage: version ?? item.stageId }).get(item.type).fields,
            change?.fields ?? item.fields,
            deps.fieldTypes,
          ).map((use) => ({ ...use, item: item.id }));
        }),
        { version },
      );
    }
    const told = changes.flatMap(({ item, version, fields }) => {
      const revisionId = revisions.get(item.id) ?? item.revisionId;
      return version === undefined ? [{ before: item, item: { ...item, fields, revisionId } }] : [];
    });
    await saveGrants(
      deps.taps,
      queries,
      ctx,
      told.map(({ item }) => item),
    );
    await tellChangedAll(deps, ctx, told, 'saved');
    return changes.length;
  });
}

/** What stages have instead of these rows. */
async function versionsOf(
  queries: Queries,
  rows: readonly Item[],
): Promise<readonly { readonly item: Item; readonly version: StageId }[]> {
  if (rows.length === 0) return [];
  const found = await queries
    .selectFrom('stage_association as own')
    .innerJoin('item_revision as revision', 'revision.id', 'own.target_revision_id')
    .select(['own.item_id', 'own.stage_id', 'revision.fields'])
    .where(
      'own.item_id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute();
  return found.flatMap(({ item_id: id, stage_id: version, fields }) => {
    const row = rows.find((one) => one.id === id);
    // Only the validator's output is ever written to `fields`.
    return row ? [{ item: { ...row, fields: fields as Item['fields'] }, version }] : [];
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
    .select(['item.type', 'item.stage_id', 'item.fields'])
    .execute();
  return trashed.some(({ type, stage_id: stageId, fields }) =>
    // Only the validator's output is ever written to `fields`.
    refersToAny(
      deps,
      { stage: stageId },
      { type, fields: fields as Item['fields'] },
      new Set([term]),
    ),
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

function replaced(
  deps: ItemDeps,
  item: Item,
  version: StageId | undefined,
  from: TermId,
  into: TermId,
): Item['fields'] {
  const { fields } = deps.types.in({ stage: version ?? item.stageId }).get(item.type);
  const places = collectReferences(fields, item.fields, deps.fieldTypes)
    .filter(({ type, id }) => type === 'term' && id === from)
    .map(({ pointer }) => [pointer, into] as const);
  return withIds(item.fields, new Map(places));
}
