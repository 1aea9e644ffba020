import type { PlacedBase, PlacedLink } from './placed-column.ts';
import { type PluginBase, pluginBaseName } from './plugin-base.ts';
import { rowColumn } from './row-column.ts';

/** A table that a plugin lets listings use. */
export function pluginTableBase(given: PluginBase): PlacedBase {
  const { plugin, table, label, help, permission, columns } = given;
  const links = columns.flatMap(({ name, label: named, references }): PlacedLink[] =>
    references
      ? [
          {
            name,
            label: named,
            to: references,
            several: false,
            way: { by: 'column', column: name },
          },
        ]
      : [],
  );
  return {
    name: pluginBaseName(given),
    label,
    help,
    rows: { of: 'plugin', plugin, table, permission },
    isItems: false,
    columns: new Map(
      columns.map(({ name, label: named, kind, references }) =>
        rowColumn({
          column: name,
          label: named,
          group: label,
          kind,
          nullable: true,
          ...(references ? { references: { type: references, bundles: [] } } : {}),
        }),
      ),
    ),
    links: new Map(links.map((link) => [link.name, link])),
  };
}
