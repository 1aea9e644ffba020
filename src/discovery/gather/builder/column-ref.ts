import type { Option } from '#grammar/forms';
import type { CatalogueColumn } from '../catalogue/catalogue.ts';
import type { ColumnRef } from '../definition/gather.ts';
import type { BuilderView } from './builder-view.ts';

/** A column as one value of a select list: `title`, `author:name`. */
export function columnKey({ of, column }: ColumnRef): string {
  return of === undefined ? column : `${of}:${column}`;
}

export function columnOf(key: string): ColumnRef {
  const [first = '', second] = key.split(':', 2);
  return second === undefined ? { column: first } : { of: first, column: second };
}

/** The columns of the base and of what relationships lead to; those that are named stay. */
export function columnOptions(
  view: BuilderView,
  fits: (column: CatalogueColumn) => boolean,
  now: ColumnRef | undefined,
): readonly Option[] {
  const { known, base, gather } = view;
  const places = [
    { of: undefined, found: base, prefix: '' },
    ...relationshipsOf(view).map(({ name, label }) => ({
      of: name,
      found: known.baseOf(name),
      prefix: `${label || name}: `,
    })),
  ];
  const options = places.flatMap(({ of, found, prefix }) =>
    [...(found?.columns.values() ?? [])].filter(fits).map((column): Option => ({
      value: columnKey(of === undefined ? { column: column.name } : { of, column: column.name }),
      label: prefix === '' ? column.label : `${prefix}${column.label}`,
      group: `${prefix}${column.group}`,
    })),
  );
  const gone = now && !options.some(({ value }) => value === columnKey(now));
  return gone
    ? [
        ...options,
        { value: columnKey(now), label: `${columnKey(now)} (not there)`, group: gather.label },
      ]
    : options;
}

/** Those that the sections that are being edited have. */
export function relationshipsOf({ sections }: BuilderView) {
  return sections.relationships;
}

/** `fields.city` as `city`: what a filter or a column of it is called by itself. */
export function shortName({ column, of }: ColumnRef): string {
  const last = column.split('.').at(-1) ?? column;
  return of === undefined ? last : `${of}_${last}`;
}
