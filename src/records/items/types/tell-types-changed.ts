import type { Transaction } from '#platform/database';
import type { ItemDeps } from '../item-deps.ts';
import { raiseGeneration } from './item-type-store.ts';
import { TYPES_CHANNEL } from './type-registry.ts';

/** The last of a change of types in a transaction: every kernel reads them anew when it commits. */
export async function tellTypesChanged(
  { database, types }: Pick<ItemDeps, 'database' | 'types'>,
  transaction: Transaction,
): Promise<void> {
  await raiseGeneration(transaction);
  types.changedIn(transaction);
  await database.notify(transaction, TYPES_CHANNEL, '');
}
