import { isObject, type UserId } from '#base';
import type { Queries, Selectable, Tables, Transaction } from '#platform/database';
import { sql } from 'kysely';
import type { Gather } from '../definition/gather.ts';
import { parseGather } from '../definition/parse-gather.ts';
import type { SavedGather } from './saved-gather.ts';

/** All SQL about saved listings. */

/** Every listing, by label; those that this version of the program cannot read are left out. */
export async function readGathers(
  queries: Queries,
  unreadable: (name: string) => void,
): Promise<readonly SavedGather[]> {
  const rows = await queries.selectFrom('gather').selectAll().execute();
  const gathers: SavedGather[] = [];
  for (const row of rows) {
    const saved = await savedOf(row);
    if (saved) gathers.push(saved);
    else unreadable(row.name);
  }
  return gathers.sort((a, b) => a.gather.label.localeCompare(b.gather.label, 'en'));
}

/** Saves come one after the other, so that each sees what the one before it left. */
export async function lockGathers(transaction: Transaction): Promise<void> {
  await sql`lock table gather in share row exclusive mode`.execute(transaction);
}

export async function findVersion(queries: Queries, name: string): Promise<number | undefined> {
  const row = await queries
    .selectFrom('gather')
    .select('version')
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.version;
}

export async function insertGather(
  queries: Queries,
  gather: Gather,
  by: { readonly at: Date; readonly user: UserId | null },
): Promise<void> {
  await queries
    .insertInto('gather')
    .values({
      name: gather.name,
      definition: JSON.stringify(gather),
      changed: by.at,
      changed_by: by.user,
    })
    .execute();
}

/** `name` is the one it had; it may have another now. */
export async function writeGather(
  queries: Queries,
  name: string,
  gather: Gather,
  by: { readonly at: Date; readonly user: UserId | null },
): Promise<void> {
  await queries
    .updateTable('gather')
    .set((row) => ({
      name: gather.name,
      definition: JSON.stringify(gather),
      version: row('version', '+', 1),
      changed: by.at,
      changed_by: by.user,
    }))
    .where('name', '=', name)
    .execute();
}

export async function writeEnabled(
  queries: Queries,
  name: string,
  enabled: boolean,
): Promise<void> {
  await queries.updateTable('gather').set({ enabled }).where('name', '=', name).execute();
}

export async function removeGather(queries: Queries, name: string): Promise<void> {
  await queries.deleteFrom('gather').where('name', '=', name).execute();
}

async function savedOf(row: Selectable<Tables['gather']>): Promise<SavedGather | undefined> {
  const parsed = isObject(row.definition) ? await parseGather(row.definition) : undefined;
  if (!parsed?.ok) return undefined;
  const { version, enabled, changed } = row;
  return { gather: parsed.gather, version, enabled, changed };
}
