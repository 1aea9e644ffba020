import { sameJson, type StageId } from '#base';
import type { Queries } from '#platform/database';
import type { ItemDeps } from '../item-deps.ts';
import type { Item } from '../item.ts';
import { writeTermUses } from './term-index-store.ts';
import { termsOf } from './terms-of.ts';

type Kept = Pick<Item, 'id' | 'type' | 'stageId' | 'created' | 'fields'>;

/**
 * Keeps which terms an item refers to, in the transaction of its save; no statement where nothing
 * of that is different. `before` is what the item was; undefined: it was not there, or in the trash,
 * or the stage had no version of it. `version`: the stage whose version it is, where it has one.
 */
export async function keepTerms(
  deps: Pick<ItemDeps, 'types' | 'fieldTypes'>,
  queries: Queries,
  before: Kept | undefined,
  item: Kept,
  version?: StageId,
): Promise<void> {
  const { fields } = deps.types
    .in({ stage: version ?? item.stageId, transaction: queries })
    .get(item.type);
  const usesOf = (kept: Kept | undefined) =>
    kept ? termsOf(fields, kept.fields, deps.fieldTypes) : [];
  const [was, is] = [usesOf(before), usesOf(item)];
  const moved = before !== undefined && before.created.getTime() !== item.created.getTime();
  if (moved ? is.length === 0 && was.length === 0 : sameJson(was, is)) return;
  await writeTermUses(
    queries,
    [item.id],
    is.map((use) => ({ ...use, item: item.id })),
    { version },
  );
}
