import type { UserId } from '#base';
import type { Queries, Transaction } from '#platform/database';
import type { Capability, Manifest } from '@trovato/plugin-sdk/manifest';
import { sql } from 'kysely';
import { writeFiles } from './brought/file-store.ts';
import type { PluginFiles } from './brought/plugin-files.ts';
import { type Declarations, NOTHING_DECLARED } from './declared/declarations.ts';
import { dropSqlRole } from './tables/sql-role.ts';
import { dropTables, writeTables } from './tables/plugin-tables.ts';
import type { Grant, InstalledPlugin, PluginStatus } from './installed-plugin.ts';
import { nameOfDoer } from './who-did.ts';

/** All SQL about plugins. */

/** Those that were installed before there were any. */
const NO_TABLES = { tables: {} };

/** Every plugin that is installed, by name. */
export async function readPlugins(queries: Queries): Promise<readonly InstalledPlugin[]> {
  const rows = await queries
    .selectFrom('plugin')
    .leftJoin('users', 'users.id', 'plugin.status_by')
    .selectAll('plugin')
    .select('users.name as status_by_name')
    .orderBy('plugin.name')
    .execute();
  const grants = await queries
    .selectFrom('plugin_capability')
    .leftJoin('users', 'users.id', 'plugin_capability.granted_by')
    .select(['plugin', 'capability', 'granted', 'granted_by', 'users.name as granted_by_name'])
    .orderBy('capability')
    .execute();
  return rows.map((row) => {
    const { name, version, weight } = row;
    return {
      name,
      // What `writePlugin` wrote.
      manifest: { ...NO_TABLES, ...(row.manifest as Manifest), name, version, weight },
      hash: row.hash,
      files: row.files,
      status: row.status,
      statusBy: nameOfDoer(row.status_by, row.status_by_name),
      statusReason: row.status_reason ?? undefined,
      statusSince: row.status_since,
      grants: grants
        .filter(({ plugin }) => plugin === name)
        .map(({ capability, granted, granted_by: by, granted_by_name: named }): Grant => ({
          // Only what a manifest asked for is ever granted.
          capability: capability as Capability,
          granted,
          by: nameOfDoer(by, named),
        })),
      // What `writeDeclared` wrote.
      declared: { ...NOTHING_DECLARED, ...(row.declared as Partial<Declarations>) },
      created: row.created,
      changed: row.changed,
    };
  });
}

/** Changes come one after the other, so that each sees what the one before it left. */
export async function lockPlugins(transaction: Transaction): Promise<void> {
  await sql`lock table plugin in share row exclusive mode`.execute(transaction);
}

/** Undefined: another kernel has replaced it meanwhile. */
export async function findComponent(queries: Queries, hash: string): Promise<Buffer | undefined> {
  const row = await queries
    .selectFrom('plugin_component')
    .select('bytes')
    .where('hash', '=', hash)
    .executeTakeFirst();
  return row?.bytes;
}

/** A component, and who wants it that way when. */
export interface PluginToWrite {
  readonly manifest: Manifest;
  readonly hash: string;
  readonly bytes: Buffer;
  /** What stands beside it. */
  readonly files: PluginFiles;
}

/** Who changes something, and when. */
export interface Change {
  readonly by: UserId;
  readonly at: Date;
}

/** Adds a plugin that is not enabled, or puts another version in the place of one; its status stays. */
export async function writePlugin(
  transaction: Transaction,
  { manifest, hash, bytes, files }: PluginToWrite,
  { by, at }: Change,
): Promise<void> {
  await transaction
    .insertInto('plugin_component')
    .values({ hash, bytes })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { name, version, weight, ...rest } = manifest;
  const row = { version, weight, manifest: JSON.stringify(rest), hash, changed: at };
  await transaction
    .insertInto('plugin')
    .values({
      name,
      ...row,
      status: 'installed',
      status_by: by,
      status_since: at,
      created: at,
    })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .execute();
  await writeFiles(transaction, name, files);
  await writeTables(transaction, manifest);
  await forgetUnusedComponents(transaction);
}

export async function writeStatus(
  transaction: Transaction,
  name: string,
  status: PluginStatus,
  { by, at, reason = null }: Change & { readonly reason?: string | null },
): Promise<void> {
  await transaction
    .updateTable('plugin')
    .set({ status, status_by: by, status_reason: reason, status_since: at, changed: at })
    .where('name', '=', name)
    .execute();
}

/** What the plugin brings from now on. */
export async function writeDeclared(
  transaction: Transaction,
  name: string,
  declared: Declarations,
): Promise<void> {
  await transaction
    .updateTable('plugin')
    .set({ declared: JSON.stringify(declared) })
    .where('name', '=', name)
    .execute();
}

/** What the plugin may do from now on; what was granted before keeps who did it. */
export async function writeGrants(
  transaction: Transaction,
  name: string,
  capabilities: readonly Capability[],
  { by, at }: Change,
): Promise<void> {
  await transaction
    .deleteFrom('plugin_capability')
    .where('plugin', '=', name)
    .where((is) => is.not(is('capability', '=', is.fn.any(is.val([...capabilities])))))
    .execute();
  if (capabilities.length === 0) return;
  await transaction
    .insertInto('plugin_capability')
    .values(
      capabilities.map((capability) => ({
        plugin: name,
        capability,
        granted_by: by,
        granted: at,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** With all that it kept; with `keepTables` its tables stay as they are. */
export async function removePlugin(
  transaction: Transaction,
  name: string,
  { keepTables = false } = {},
): Promise<void> {
  await dropSqlRole(transaction, name);
  if (!keepTables) await dropTables(transaction, name);
  await transaction.deleteFrom('plugin').where('name', '=', name).execute();
  await transaction.deleteFrom('plugin_variable').where('plugin', '=', name).execute();
  await transaction
    .deleteFrom('job')
    .where(({ fn, val }) => fn<boolean>('starts_with', ['queue', val(`${name}:`)]))
    .execute();
  await transaction.deleteFrom('item_grant').where('plugin', '=', name).execute();
  await transaction.deleteFrom('item_grant_progress').where('plugin', '=', name).execute();
  await forgetUnusedComponents(transaction);
}

async function forgetUnusedComponents(transaction: Transaction): Promise<void> {
  await transaction
    .deleteFrom('plugin_component')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('plugin')
            .select('plugin.name')
            .whereRef('plugin.hash', '=', 'plugin_component.hash'),
        ),
      ),
    )
    .execute();
  await transaction
    .deleteFrom('plugin_parts')
    .where('hash', 'not in', ({ selectFrom }) =>
      selectFrom('plugin_component').select('plugin_component.hash'),
    )
    .execute();
}
