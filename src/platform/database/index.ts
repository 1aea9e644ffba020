export type { Database, Queries, Selectable, Transaction } from './database.ts';
export type { Tables } from './tables.ts';
