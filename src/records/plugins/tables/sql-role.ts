import { createHash } from 'node:crypto';
import type { Queries, Transaction } from '#platform/database';
import { sql } from 'kysely';
import { schemaOf } from './plugin-tables.ts';

/** The user of PostgreSQL that SQL of a plugin runs as; it has the tables of the plugin alone. */
export interface SqlRole {
  readonly user: string;
  readonly schema: string;
}

/** Makes the user, with `password`, and gives it the tables that there are now. */
export async function writeSqlRole(
  transaction: Transaction,
  plugin: string,
  password: string,
): Promise<SqlRole> {
  const user = await sqlUserOf(transaction, plugin);
  const schema = schemaOf(plugin);
  // Several kernels may do this at once.
  await sql`select pg_advisory_xact_lock(hashtextextended(${user}, 0))`.execute(transaction);
  const name = sql.id(user);
  if (!(await isThere(transaction, user))) {
    await sql`create role ${name} login noinherit connection limit 20`.execute(transaction);
  }
  const space = sql.id(schema);
  for (const statement of [
    sql`alter role ${name} password ${sql.lit(password)}`,
    sql`create schema if not exists ${space}`,
    sql`grant usage on schema ${space} to ${name}`,
    sql`grant select, insert, update, delete on all tables in schema ${space} to ${name}`,
  ]) {
    await statement.execute(transaction);
  }
  return { user, schema };
}

/** Takes the user away, if there is one, and whatever it made and was given. */
export async function dropSqlRole(transaction: Transaction, plugin: string): Promise<void> {
  const user = await sqlUserOf(transaction, plugin);
  if (!(await isThere(transaction, user))) return;
  const name = sql.id(user);
  // Only who is a member of it may drop what it owns; large objects can be made even while reading.
  for (const statement of [
    sql`grant ${name} to current_user`,
    sql`drop owned by ${name}`,
    sql`drop role ${name}`,
  ]) {
    await statement.execute(transaction);
  }
}

/** Users belong to the whole server, on which there may be several sites. */
async function sqlUserOf(queries: Queries, plugin: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(queries);
  const hash = createHash('sha256')
    .update(JSON.stringify([rows[0]?.name, plugin]))
    .digest('hex');
  return `plugin_${plugin.slice(0, 40)}_${hash.slice(0, 12)}`;
}

async function isThere(queries: Queries, user: string): Promise<boolean> {
  const { rows } = await sql`select 1 from pg_roles where rolname = ${user}`.execute(queries);
  return rows.length > 0;
}
