export type { Database, Queries, Selectable, Transaction } from './database.ts';
export { createEmbeddedDatabase } from './embedded-database.ts';
export { type EmbeddedSession, startEmbedded } from './embedded-session.ts';
export { readEmptyDatabase } from './empty-database/empty-database.ts';
export { listPendingMigrations, migrate } from './migrate.ts';
export { openDatabase } from './open-database.ts';
export { inSavepoint } from './savepoint.ts';
export type { StoredState } from './tables/site-tables.ts';
export type { Tables } from './tables.ts';
