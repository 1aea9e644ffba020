import { createHash } from 'node:crypto';
import type { Transaction } from '#platform/database';
import type { ColumnDefinition, ColumnType } from '@trovato/plugin-sdk/manifest';
import { type ColumnDefinitionBuilder, type RawBuilder, sql } from 'kysely';
import type { TableChange } from './plan-tables.ts';

const TYPES = {
  text: 'text',
  integer: 'integer',
  bigint: 'bigint',
  float: 'float8',
  boolean: 'boolean',
  timestamp: 'timestamptz',
  json: 'jsonb',
  uuid: 'uuid',
  serial: 'bigint',
} as const satisfies Record<ColumnType, string>;

const REFERRED = { item: 'item', user: 'users' } as const;

/** Does one change in the schema of a plugin. */
export async function changeTables(
  transaction: Transaction,
  schema: string,
  change: TableChange,
): Promise<void> {
  const { table } = change;
  const inside = transaction.schema.withSchema(schema);
  switch (change.kind) {
    case 'table': {
      let made = inside.createTable(table);
      for (const [name, definition] of Object.entries(change.definition.columns)) {
        made = made.addColumn(name, TYPES[definition.type], (column) =>
          columnOf(column, definition),
        );
      }
      return made.execute();
    }
    case 'column': {
      const { column: name, definition } = change;
      return inside
        .alterTable(table)
        .addColumn(name, TYPES[definition.type], (column) => columnOf(column, definition))
        .execute();
    }
    case 'index': {
      const index = inside
        .createIndex(indexName(change))
        .on(table)
        .columns([...change.columns]);
      return (change.unique ? index.unique() : index).execute();
    }
  }
}

function columnOf(
  column: ColumnDefinitionBuilder,
  { type, nullable = false, references, on_delete: onDelete, ...rest }: ColumnDefinition,
): ColumnDefinitionBuilder {
  if (type === 'serial') return column.generatedAlwaysAsIdentity().primaryKey();
  let made = nullable ? column : column.notNull();
  if (rest.default !== undefined) made = made.defaultTo(presetOf(type, rest.default));
  if (references === undefined) return made;
  const then = onDelete === 'cascade' ? sql`cascade` : sql`set null`;
  // The table of the kernel, which is not in this schema.
  return made.modifyEnd(sql`references ${sql.table(REFERRED[references])} (id) on delete ${then}`);
}

function presetOf(type: ColumnType, preset: string | number | boolean): RawBuilder<unknown> {
  return type === 'timestamp' && preset === 'now' ? sql`now()` : sql.lit(preset);
}

function indexName({ table, columns, unique }: Extract<TableChange, { kind: 'index' }>): string {
  const hash = createHash('sha256').update(JSON.stringify(columns)).digest('hex').slice(0, 8);
  return `${table}_${unique ? 'u' : 'i'}_${hash}`;
}
