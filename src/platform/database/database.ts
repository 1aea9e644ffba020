import type { Kysely, Transaction as KyselyTransaction } from 'kysely';
import type { Tables } from './tables.ts';

/** A database or an open transaction: what every store function takes first. */
export type Queries = Kysely<Tables>;
/** An open transaction, for what must only ever happen inside one. */
export type Transaction = KyselyTransaction<Tables>;

/** A row of `users`, `item` … as it is read. */
export type { Selectable } from 'kysely';

/** An open database with its life cycle. */
export interface Database extends AsyncDisposable {
  readonly queries: Queries;
  /** Which driver is behind it, for messages and the few places where plans differ. */
  readonly kind: 'embedded' | 'postgres';
  /** Statements sent since it was opened: budget tests and metrics read it. */
  readonly statements: () => number;
  /** Runs `work` in one transaction; what it throws rolls everything back. */
  transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
  /** Tells every kernel on this database (this one too) that `channel` changed. */
  notify(queries: Queries, channel: string, payload: string): Promise<void>;
  /** Calls `listener` for each notification on `channel`, and with '' after a lost connection
   * came back (something may have been missed). Returns the function that ends it. */
  listen(channel: string, listener: (payload: string) => void): Promise<() => Promise<void>>;
  /** Answers when the database does; throws `Unavailable` otherwise. */
  ping(): Promise<void>;
}
