import type { JsonObject } from '#base';
import type { Generated } from 'kysely';
import type { DefaultJsonColumn, JsonColumn } from './json-column.ts';

interface ItemTypeTable {
  type: string;
  name: string;
  description: Generated<string>;
  has_title: Generated<boolean>;
  title_label: Generated<string>;
  plugin: string | null;
  settings: DefaultJsonColumn<JsonObject>;
}

interface FieldConfigTable {
  name: string;
  field_type: string;
  cardinality: number;
  settings: DefaultJsonColumn<JsonObject>;
}

interface FieldInstanceTable {
  field: string;
  item_type: string;
  label: string;
  help: Generated<string>;
  required: Generated<boolean>;
  weight: Generated<number>;
  widget: JsonColumn<JsonObject>;
  formatter: JsonColumn<JsonObject>;
}

interface TypeGenerationTable {
  only: Generated<boolean>;
  generation: number;
}

interface FieldTypeTable {
  name: string;
  plugin: string;
  plugin_label: string;
  active: boolean;
  definition: JsonColumn<unknown>;
}

/** What content is made of. */
export interface TypeTables {
  item_type: ItemTypeTable;
  field_config: FieldConfigTable;
  field_instance: FieldInstanceTable;
  type_generation: TypeGenerationTable;
  field_type: FieldTypeTable;
}
