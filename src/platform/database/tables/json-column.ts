import type { ColumnType } from 'kysely';

/** jsonb: read as parsed JSON, and written as JSON text. */
export type JsonColumn<Value> = ColumnType<Value, string, string>;
/** One that the database fills where nothing is said. */
export type DefaultJsonColumn<Value> = ColumnType<Value, string | undefined, string>;
