import type { InstalledPlugin } from '#records/plugins';
import type { ColumnType, TableDefinition, TableDefinitions } from '@trovato/plugin-sdk/manifest';
import { gatherInfo, type ListedTable } from '../gather-taps.ts';
import type { PluginBase, PluginColumn } from './plugin-base.ts';

/** What values of a column are to listings; JSON is nothing that they can compare or show. */
const KINDS: { readonly [Type in ColumnType]: PluginColumn['kind'] | undefined } = {
  text: 'text',
  integer: 'number',
  bigint: 'number',
  float: 'number',
  serial: 'number',
  boolean: 'boolean',
  timestamp: 'time',
  uuid: 'id',
  json: undefined,
};

/** The tables that enabled plugins let listings use; the same list until that changes. */
export function createPluginBases(
  asked: () => readonly InstalledPlugin[],
): () => readonly PluginBase[] {
  let known: { readonly of: readonly InstalledPlugin[]; readonly bases: readonly PluginBase[] };
  return () => {
    const now = asked();
    if (known?.of !== now) known = { of: now, bases: now.flatMap(basesOf) };
    return known.bases;
  };
}

function basesOf({ name, manifest, declared }: InstalledPlugin): readonly PluginBase[] {
  // Checked when it was enabled.
  const listed = gatherInfo.check(declared.brought[gatherInfo.name], () => undefined) ?? [];
  return listed.flatMap((one) => {
    const table = manifest.tables[one.table];
    return table ? [baseOf(name, one, table)] : [];
  });
}

function baseOf(plugin: string, listed: ListedTable, definition: TableDefinition): PluginBase {
  const { table, label, help = '', permission } = listed;
  const columns = (listed.columns ?? everyColumn(definition)).flatMap((column): PluginColumn[] => {
    const { type, references } = definition.columns[column.name] ?? {};
    const kind = type && KINDS[type];
    return kind ? [{ ...column, kind, ...(references && { references }) }] : [];
  });
  return { plugin, table, label, help, permission, columns };
}

function everyColumn({ columns }: TableDefinition): readonly { name: string; label: string }[] {
  return Object.keys(columns).map((name) => ({
    name,
    label: name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' '),
  }));
}

/** What is not so of what a plugin says of its tables, in a sentence; undefined: all is. */
export function listedTableProblem(
  listed: readonly ListedTable[],
  tables: TableDefinitions,
): string | undefined {
  for (const [i, { table, columns = [] }] of listed.entries()) {
    if (listed.findIndex((one) => one.table === table) < i) return `it names “${table}” twice.`;
    const definition = Object.hasOwn(tables, table) ? tables[table] : undefined;
    if (!definition) return `there is no table “${table}” in its manifest.`;
    const missing = columns.find(({ name }) => !Object.hasOwn(definition.columns, name));
    if (missing) return `“${table}” has no column “${missing.name}”.`;
    const json = columns.find(({ name }) => definition.columns[name]?.type === 'json');
    if (json)
      return `“${json.name}” of “${table}” holds JSON, which listings can neither compare nor show.`;
    if (definition.columns['id']?.type !== 'serial')
      return `“${table}” has no column “id” of type serial, which tells its rows apart.`;
  }
  return undefined;
}
