import type { SqlValue } from '#grammar/fields';
import type { CatalogueColumn, ColumnKind } from './catalogue.ts';
import { aggregatesOf, isOrdered, operatorsOf } from './column-kinds.ts';
import type { PlacedColumn } from './placed-column.ts';

interface RowColumn {
  /** Left out: as in the table. */
  readonly name?: string;
  readonly label: string;
  readonly group: string;
  readonly kind: ColumnKind;
  /** In the table. */
  readonly column: string;
  readonly nullable?: boolean;
  readonly operators?: CatalogueColumn['operators'];
  readonly choices?: CatalogueColumn['choices'];
  readonly references?: CatalogueColumn['references'];
}

const SQL_TYPES: Partial<Record<ColumnKind, SqlValue['type']>> = {
  number: 'numeric',
  boolean: 'boolean',
  time: 'timestamptz',
  id: 'uuid',
};

/** A column of the catalogue that is one of a table. */
export function rowColumn(given: RowColumn): readonly [string, PlacedColumn] {
  const { column, name = column, label, group, kind, nullable = false } = given;
  const { operators = [], choices, references } = given;
  const asked = operatorsOf(kind, false).filter(
    (operator) => nullable || (operator !== 'is_empty' && operator !== 'is_not_empty'),
  );
  return [
    name,
    {
      name,
      label,
      group,
      kind,
      several: false,
      operators: [
        ...asked,
        ...(references?.type === 'user' ? (['is_current_user'] as const) : []),
        ...operators,
      ],
      aggregates: aggregatesOf(kind),
      sortable: isOrdered(kind),
      shown: true,
      ...(choices ? { choices } : {}),
      ...(references ? { references } : {}),
      indexable: 'no',
      place: {
        in: 'row',
        column,
        type: SQL_TYPES[kind] ?? 'text',
        empty: nullable ? 'possible' : 'never',
      },
    },
  ];
}
