import type { DerivedFieldType } from '#grammar/fields';
import type { Queries } from '#platform/database';

/** All SQL about the field types that plugins bring. */

export async function listFieldTypes(queries: Queries): Promise<readonly DerivedFieldType[]> {
  const rows = await queries.selectFrom('field_type').selectAll().orderBy('name').execute();
  return rows.map(({ name, plugin_label: plugin, active, definition }) => ({
    // What `saveFieldType` wrote.
    ...(definition as Omit<DerivedFieldType, 'name' | 'plugin' | 'active'>),
    name,
    plugin,
    active,
  }));
}

/** Who brought a field type of this name; undefined: nobody. */
export async function findFieldTypeOwner(
  queries: Queries,
  name: string,
): Promise<string | undefined> {
  const row = await queries
    .selectFrom('field_type')
    .select('plugin')
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.plugin;
}

export async function saveFieldType(
  queries: Queries,
  plugin: string,
  { name, plugin: label, active, ...definition }: DerivedFieldType,
): Promise<void> {
  const row = { plugin, plugin_label: label, active, definition: JSON.stringify(definition) };
  await queries
    .insertInto('field_type')
    .values({ name, ...row })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .execute();
}

/** Answers whether any was on. */
export async function switchOffFieldTypes(queries: Queries, plugin: string): Promise<boolean> {
  const { numUpdatedRows } = await queries
    .updateTable('field_type')
    .set({ active: false })
    .where('plugin', '=', plugin)
    .where('active', '=', true)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}
