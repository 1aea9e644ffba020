import type { Kysely, Transaction as KyselyTransaction } from 'kysely';
import type { RunAs } from './run-as.ts';
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
  /**
   * For statements of which nobody knows what they cost: they only read, on connections of their
   * own, and the server ends what takes longer than `LONGEST_READ`, with the code 57014. The
   * embedded database has no clock to end a statement by: there it is `queries`.
   */
  readonly reading: Queries;
  /** Which driver is behind it, for messages and the few places where plans differ. */
  readonly kind: 'embedded' | 'postgres';
  /** Statements sent since it was opened: budget tests and metrics read it. */
  readonly statements: () => number;
  /** Runs `work` in one transaction; what it throws rolls everything back. */
  transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
  /**
   * Runs a statement as another user, on a connection and in a transaction of its own. Throws what
   * the server says, `Unavailable`, and `TooLarge`. Missing where there are no other users.
   */
  readonly runAs?: RunAs;
  /**
   * Calls `listener` after every transaction that was committed here or may have been, before who
   * asked for it goes on; it throws nothing. Answers the function that ends it.
   */
  onCommit(listener: () => Promise<void>): () => void;
  /** Tells every kernel on this database (this one too) that `channel` changed. */
  notify(queries: Queries, channel: string, payload: string): Promise<void>;
  /** Calls `listener` for each notification on `channel`, and with '' after a lost connection
   * came back (something may have been missed). Returns the function that ends it. */
  listen(channel: string, listener: (payload: string) => void): Promise<() => Promise<void>>;
  /** Answers when the database does; throws `Unavailable` otherwise. */
  ping(): Promise<void>;
}
