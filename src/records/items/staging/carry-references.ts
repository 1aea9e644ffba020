import type { StageId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Transaction } from '#platform/database';
import type { RecordState } from '#records/stages';
import { sql } from 'kysely';
import type { ItemDeps } from '../item-deps.ts';

/**
 * What these versions refer to, or name in a text, is shown where they are written: a file of a stage
 * is of live once something that refers to it is published. It stays so when that is taken back:
 * somebody may have its address by then.
 */
export async function carryReferences(
  { references }: Pick<ItemDeps, 'references'>,
  transaction: Transaction,
  ctx: RequestContext,
  states: ReadonlyMap<string, RecordState>,
  { from, to }: { readonly from: readonly StageId[] | undefined; readonly to: StageId },
): Promise<void> {
  const keys = [...states.values()].flatMap((state) => (state.is === 'version' ? [state.key] : []));
  if (from === undefined || keys.length === 0) return;
  const texts = sql`select fields::text from item_revision where id = any(${keys}::uuid[])`;
  await references.carried(transaction, ctx, { texts, from, to });
}
