/** A table of a plugin that may be listed, as the plugin said. */
export interface PluginBase {
  readonly plugin: string;
  /** Its table, in the plugin's own schema. */
  readonly table: string;
  readonly label: string;
  readonly help: string;
  /** Who may list its rows: all of them, for the kernel knows of no other rule. */
  readonly permission: string;
  readonly columns: readonly PluginColumn[];
}

export interface PluginColumn {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'number' | 'boolean' | 'time' | 'id';
  /** What an id names, where it is a reference. */
  readonly references?: 'item' | 'user';
}

/** `high-tide` and `note` as the name of a base: `high_tide.note`. */
export function pluginBaseName({ plugin, table }: PluginBase): string {
  return `${plugin.replaceAll('-', '_')}.${table}`;
}
