import type { Database, Transaction } from '#platform/database';
import { ROLES_CHANNEL } from './anonymous-actor.ts';
import { removePermission } from './role-store.ts';

/**
 * Takes a permission from every role, in the transaction that ends what it was for; who ends that
 * has checked that they may.
 */
export type WithdrawPermission = (transaction: Transaction, permission: string) => Promise<void>;

export function createWithdrawPermission(database: Database): WithdrawPermission {
  return async (transaction, permission) => {
    await removePermission(transaction, permission);
    await database.notify(transaction, ROLES_CHANNEL, '');
  };
}
