import type { Queries, Transaction } from '#platform/database';
import type { Manifest, TableDefinition, TableDefinitions } from '@trovato/plugin-sdk/manifest';
import { sql } from 'kysely';
import { PluginTablesRefused } from '../plugin-errors.ts';
import { changeTables } from './change-tables.ts';
import { planTables } from './plan-tables.ts';

const UNIQUE_VIOLATION = '23505';

/**
 * Makes the tables that a plugin declares, or adds to those that are there what is new. Throws
 * `PluginTablesRefused` when something would be lost.
 */
export async function writeTables(
  transaction: Transaction,
  { name, label, tables }: Pick<Manifest, 'name' | 'label' | 'tables'>,
): Promise<void> {
  const there = await readTables(transaction, name);
  const { changes, refused } = planTables(there, tables);
  if (refused.length > 0) throw new PluginTablesRefused(label, refused);
  if (changes.length === 0) return;
  const schema = schemaOf(name);
  // Somebody who writes content has the tables that these refer to.
  await sql`set local lock_timeout to '5s'`.execute(transaction);
  await transaction.schema.createSchema(schema).ifNotExists().execute();
  for (const change of changes) {
    try {
      await changeTables(transaction, schema, change);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION))
        throw error;
      const why = `“${change.table}” has rows with the same values where they are to be unique.`;
      throw new PluginTablesRefused(label, [why]);
    }
  }
  for (const [table, definition] of Object.entries(tables)) {
    const row = { definition: JSON.stringify(definition) };
    await transaction
      .insertInto('plugin_table')
      .values({ plugin: name, name: table, ...row })
      .onConflict((conflict) => conflict.columns(['plugin', 'name']).doUpdateSet(row))
      .execute();
  }
}

/** With all that is in them. */
export async function dropTables(transaction: Transaction, plugin: string): Promise<void> {
  await transaction.schema.dropSchema(schemaOf(plugin)).ifExists().cascade().execute();
  await transaction.deleteFrom('plugin_table').where('plugin', '=', plugin).execute();
}

/** How many rows a plugin keeps. */
export async function countRows(queries: Queries, plugin: string): Promise<number> {
  let rows = 0;
  for (const table of Object.keys(await readTables(queries, plugin))) {
    const { rows: counted } = await sql<{ count: number }>`
      select count(*) as count from ${sql.id(schemaOf(plugin), table)}
    `.execute(queries);
    rows += counted[0]?.count ?? 0;
  }
  return rows;
}

async function readTables(queries: Queries, plugin: string): Promise<TableDefinitions> {
  const rows = await queries
    .selectFrom('plugin_table')
    .select(['name', 'definition'])
    .where('plugin', '=', plugin)
    .orderBy('name')
    .execute();
  // What `writeTables` wrote.
  return Object.fromEntries(rows.map((row) => [row.name, row.definition as TableDefinition]));
}

/** The schema of PostgreSQL with the tables of a plugin. */
export function schemaOf(plugin: string): string {
  return `plugin_${plugin}`;
}
