import type { JsonObject } from '#base';
import type { DerivedFieldType } from '#grammar/fields';
import type { Queries, Selectable, Tables } from '#platform/database';
import { listDocuments, type StagedDocument } from '#records/stages';
import { type QueryCreator, sql } from 'kysely';
import { ItemTypeExists } from '../item-errors.ts';
import { listFieldTypes } from '../brought/field-type-store.ts';
import type { Field, ItemType } from './item-type.ts';
import { readField, typeSettings } from './read-field.ts';
import { ITEM_TYPE } from './type-document.ts';

/** Every type with its fields, and the generation that they belong to. */
export interface TypesAsStored {
  readonly generation: number;
  /** Those of live, by name. */
  readonly types: readonly ItemType[];
  /** What stages have instead. */
  readonly staged: readonly StagedDocument[];
  /** Those of plugins, which the fields may be of. */
  readonly fieldTypes: readonly DerivedFieldType[];
}

export async function loadTypes(queries: Queries): Promise<TypesAsStored> {
  const generation = await currentGeneration(queries);
  const types = await queries.selectFrom('item_type').selectAll().orderBy('name').execute();
  const fields = await queries
    .selectFrom('field_instance')
    .innerJoin('field_config', 'field_config.name', 'field_instance.field')
    .selectAll('field_instance')
    .select([
      'field_config.field_type',
      'field_config.cardinality',
      'field_config.settings as field_settings',
    ])
    .orderBy('field_instance.weight')
    .orderBy('field_instance.field')
    .execute();
  return {
    generation,
    staged: await listDocuments(queries, ITEM_TYPE),
    fieldTypes: await listFieldTypes(queries),
    types: types.map((row) => ({
      type: row.type,
      name: row.name,
      description: row.description,
      hasTitle: row.has_title,
      titleLabel: row.title_label,
      plugin: row.plugin,
      settings: typeSettings(row.settings),
      fields: fields.filter((field) => field.item_type === row.type).map(fieldFromRow),
    })),
  };
}

type FieldRow = Selectable<Tables['field_instance']> & {
  readonly field_type: string;
  readonly cardinality: number;
  readonly field_settings: JsonObject;
};

function fieldFromRow(row: FieldRow): Field {
  return readField(row.field, {
    ...row,
    fieldType: row.field_type,
    settings: row.field_settings,
  });
}

/** Any constant serves, as long as nothing else locks by it. */
const TYPES_LOCK = 0x7479_7065;

/**
 * For a save of items: types do not change until the transaction ends. Answers their generation, as
 * a select of one row that a statement may have as its first part.
 */
export function holdTypes(queries: QueryCreator<Tables>) {
  return queries.selectNoFrom(sql<number>`hold_types(${TYPES_LOCK})`.as('generation'));
}

/** For a change of types: waits for saves that are under way, holds off others. Answers the generation. */
export async function lockTypes(queries: Queries): Promise<number> {
  await sql`select pg_advisory_xact_lock(${TYPES_LOCK})`.execute(queries);
  return currentGeneration(queries);
}

/** What was changed belongs to the next generation. */
export async function raiseGeneration(queries: Queries): Promise<void> {
  await queries
    .updateTable('type_generation')
    .set((set) => ({ generation: set('generation', '+', 1) }))
    .execute();
}

async function currentGeneration(queries: Queries): Promise<number> {
  const row = await queries
    .selectFrom('type_generation')
    .select('generation')
    .executeTakeFirstOrThrow();
  return row.generation;
}

/** Throws `ItemTypeExists`. */
export async function insertTypeRow(
  queries: Queries,
  type: Omit<ItemType, 'fields'>,
): Promise<void> {
  const { numInsertedOrUpdatedRows } = await queries
    .insertInto('item_type')
    .values({ type: type.type, ...typeRow(type) })
    .onConflict((conflict) => conflict.column('type').doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n) throw new ItemTypeExists(type.type);
}

export async function updateTypeRow(
  queries: Queries,
  type: Omit<ItemType, 'fields'>,
): Promise<void> {
  await queries.updateTable('item_type').set(typeRow(type)).where('type', '=', type.type).execute();
}

function typeRow(type: Omit<ItemType, 'type' | 'fields'>) {
  return {
    name: type.name,
    description: type.description,
    has_title: type.hasTitle,
    title_label: type.titleLabel,
    plugin: type.plugin,
    settings: JSON.stringify(type.settings),
  };
}

/** What people call the plugin, if it is enabled. */
export async function findEnabledPlugin(
  queries: Queries,
  name: string,
): Promise<string | undefined> {
  const row = await queries
    .selectFrom('plugin')
    .select(sql<string>`manifest ->> 'label'`.as('label'))
    .where('name', '=', name)
    .where('status', '=', 'enabled')
    .executeTakeFirst();
  return row?.label;
}

/** Saves a field and its use on a type. Settings and cardinality belong to every type that uses it. */
export async function saveFieldRows(queries: Queries, type: string, field: Field): Promise<void> {
  const config = {
    field_type: field.fieldType,
    cardinality: field.cardinality,
    settings: JSON.stringify(field.settings),
  };
  await queries
    .insertInto('field_config')
    .values({ name: field.name, ...config })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(config))
    .execute();
  const instance = {
    label: field.label,
    help: field.help,
    required: field.required,
    weight: field.weight,
    widget: JSON.stringify(field.widget),
    formatter: JSON.stringify(field.formatter),
  };
  await queries
    .insertInto('field_instance')
    .values({ item_type: type, field: field.name, ...instance })
    .onConflict((conflict) => conflict.columns(['item_type', 'field']).doUpdateSet(instance))
    .execute();
}

/** Takes a field off a type, and forgets the field when no type uses it any more. */
export async function removeFieldRows(
  queries: Queries,
  type: string,
  field: string,
): Promise<void> {
  await queries
    .deleteFrom('field_instance')
    .where('item_type', '=', type)
    .where('field', '=', field)
    .execute();
  await forgetUnusedFields(queries);
}

export async function deleteTypeRow(queries: Queries, type: string): Promise<void> {
  await queries.deleteFrom('item_type').where('type', '=', type).execute();
  await forgetUnusedFields(queries);
}

async function forgetUnusedFields(queries: Queries): Promise<void> {
  await queries
    .deleteFrom('field_config')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('field_instance')
            .select('field_instance.field')
            .whereRef('field_instance.field', '=', 'field_config.name'),
        ),
      ),
    )
    .execute();
}
