import { isObject, type JsonObject } from '#base';
import { type FilterUse, kernelFormats, type TextFormat } from '#grammar/formats';
import type { Queries, Selectable, Tables, Transaction } from '#platform/database';
import { sql } from 'kysely';

/** All SQL about text formats. */

/** Every format of the site, in order: the program's, as they were changed, and those added. */
export async function readFormats(queries: Queries): Promise<readonly TextFormat[]> {
  const rows = await queries.selectFrom('text_format').selectAll().execute();
  const stored = new Map(rows.map((row) => [row.name, row]));
  const own = kernelFormats.map((format) => {
    const row = stored.get(format.name);
    return row ? formatOf(row, format) : format;
  });
  const added = rows.flatMap((row) =>
    own.some(({ name }) => name === row.name) ? [] : (formatOf(row, undefined) ?? []),
  );
  return [...own, ...added].sort(
    (a, b) => a.weight - b.weight || a.label.localeCompare(b.label, 'en'),
  );
}

/** Saves come one after the other, so that each sees what the one before it left. */
export async function lockFormats(transaction: Transaction): Promise<void> {
  await sql`lock table text_format in share row exclusive mode`.execute(transaction);
}

export async function writeFormat(
  transaction: Transaction,
  { name, label, filters, weight }: TextFormat,
): Promise<void> {
  const row = { label, filters: JSON.stringify(filters), weight };
  await transaction
    .insertInto('text_format')
    .values({ name, ...row })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .execute();
}

/** `names` in this order; one of the program that nobody changed gets a row for its place alone. */
export async function writeOrder(
  transaction: Transaction,
  names: readonly string[],
): Promise<void> {
  if (names.length === 0) return;
  await transaction
    .insertInto('text_format')
    .values(names.map((name, weight) => ({ name, weight })))
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet((row) => ({ weight: row.ref('excluded.weight') })),
    )
    .execute();
}

/** Leaves the place of a format of the program, and nothing else that was changed in it. */
export async function forgetChanges(transaction: Transaction, name: string): Promise<void> {
  await transaction
    .updateTable('text_format')
    .set({ label: null, filters: null })
    .where('name', '=', name)
    .execute();
}

export async function removeFormat(transaction: Transaction, name: string): Promise<void> {
  await transaction.deleteFrom('text_format').where('name', '=', name).execute();
}

function formatOf<Fallback extends TextFormat | undefined>(
  { name, label, filters, weight }: Selectable<Tables['text_format']>,
  fallback: Fallback,
): TextFormat | Fallback {
  if (label === null || filters === null) return fallback && { ...fallback, weight };
  return { name, label, filters: filters.flatMap(filterUse), weight };
}

/** What `writeFormat` wrote. */
function filterUse(stored: unknown): readonly FilterUse[] {
  if (!isObject(stored) || typeof stored['name'] !== 'string') return [];
  const settings = isObject(stored['settings']) ? stored['settings'] : {};
  return [{ name: stored['name'], settings: settings as JsonObject }];
}
