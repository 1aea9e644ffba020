import type { Database, Transaction } from '#platform/database';
import type { KeptFormats } from './kept-formats.ts';

/** What the operations of this room work with. */
export interface FormatDeps {
  readonly database: Database;
  readonly kept: KeptFormats;
  /** Takes a permission from every role. */
  withdraw(transaction: Transaction, permission: string): Promise<void>;
}
