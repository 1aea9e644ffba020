import type { UserId } from '#base';
import type { ColumnType, Generated } from 'kysely';
import type { JsonColumn } from './json-column.ts';

interface PluginTable {
  name: string;
  version: string;
  weight: number;
  manifest: JsonColumn<unknown>;
  declared: ColumnType<unknown, string | undefined, string>;
  files: Generated<string>;
  hash: string;
  status: 'installed' | 'enabled' | 'disabled';
  status_by: UserId | null;
  status_reason: string | null;
  status_since: Date;
  created: Date;
  changed: Date;
}

interface PluginComponentTable {
  hash: string;
  bytes: Buffer;
}

interface PluginPartsTable {
  hash: string;
  made_for: string;
  bytes: Buffer;
}

interface PluginFileTable {
  plugin: string;
  path: string;
  bytes: Buffer;
}

interface PluginCapabilityTable {
  plugin: string;
  capability: string;
  granted_by: UserId | null;
  granted: Date;
}

interface PluginVariableTable {
  plugin: string;
  name: string;
  value: ColumnType<unknown, string, string>;
}

interface PluginTableTable {
  plugin: string;
  name: string;
  definition: JsonColumn<unknown>;
}

/** Plugins, and what they keep. */
export interface PluginTables {
  plugin: PluginTable;
  plugin_component: PluginComponentTable;
  plugin_parts: PluginPartsTable;
  plugin_file: PluginFileTable;
  plugin_capability: PluginCapabilityTable;
  plugin_variable: PluginVariableTable;
  plugin_table: PluginTableTable;
}
