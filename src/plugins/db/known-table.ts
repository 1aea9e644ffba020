import { schemaOf } from '#records/plugins';
import type { ColumnDefinition, TableDefinition } from '@trovato/plugin-sdk/manifest';
import type { CallingPlugin } from '../host-services.ts';
import { Refusal } from '../host/refusal.ts';

/** A table that a plugin may name in a query, and its columns. */
export interface KnownTable {
  readonly name: string;
  readonly columns: { readonly [column: string]: ColumnDefinition };
}

/** A table that the plugin declared. */
export interface OwnTable extends KnownTable {
  /** Of PostgreSQL. */
  readonly schema: string;
  /** Columns of which no two rows have the same. */
  readonly unique: ReadonlySet<string>;
}

/** The tables of the plugin by their names. Throws a `Refusal` for every other name. */
export function ownTable({ name, tables }: CallingPlugin, table: string): OwnTable {
  const definition = Object.hasOwn(tables, table) ? tables[table] : undefined;
  if (definition === undefined) {
    const known = Object.keys(tables).join(', ') || 'none';
    throw new Refusal('invalid', `There is no table of this name; the manifest has ${known}.`);
  }
  const { columns } = definition;
  return { name: table, columns, schema: schemaOf(name), unique: uniqueOf(definition) };
}

/** Throws a `Refusal` for a name that is not of the table. */
export function columnOf(
  { name: table, columns }: KnownTable,
  name: string,
  place: string,
): ColumnDefinition {
  const column = Object.hasOwn(columns, name) ? columns[name] : undefined;
  if (column !== undefined) return column;
  const known = Object.keys(columns).join(', ');
  throw new Refusal('invalid', `${place} is no column of “${table}”; there are ${known}.`);
}

function uniqueOf({ columns, unique = [] }: TableDefinition): ReadonlySet<string> {
  const serial = Object.keys(columns).filter((one) => columns[one]?.type === 'serial');
  return new Set([...serial, ...unique.filter((one) => one.length === 1).flat()]);
}
