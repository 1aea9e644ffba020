import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { OrderNode } from './nodes.ts';
import type { Sql } from './value-sql.ts';

/** One step of an order: an expression, and how it goes. */
export interface OrderStep {
  readonly value: Sql;
  readonly direction: 'asc' | 'desc';
  /** There may be nothing; that comes last, whichever way it goes. */
  readonly nullable: boolean;
  /** What a value of a page before is read as. */
  readonly cast: 'numeric' | 'boolean' | 'timestamptz' | 'uuid' | 'bigint' | 'text';
}

export function orderSql(steps: readonly OrderStep[]): Sql {
  return sql.join(
    steps.map(({ value, direction, nullable }) =>
      // Where nothing is empty, without saying so: indexes are found by it.
      direction === 'asc'
        ? sql`${value}`
        : nullable
          ? sql`${value} desc nulls last`
          : sql`${value} desc`,
    ),
  );
}

/** How a step over a column is read back. */
export function castOf({ column }: OrderNode): OrderStep['cast'] {
  const { place, kind } = column;
  switch (kind) {
    case 'number':
      return 'numeric';
    case 'boolean':
      return 'boolean';
    default:
      if (place.in === 'row' && (place.type === 'uuid' || place.type === 'timestamptz'))
        return place.type;
      if (place.in === 'fields' && place.value?.type === 'uuid') return 'uuid';
      return 'text';
  }
}

/** That a row comes after the one with these values; the last step is never empty. */
export function afterSql(
  steps: readonly OrderStep[],
  values: readonly (string | null)[],
): RawBuilder<SqlBool> {
  const parameters = steps.map(({ cast }, i) => parameter(values[i] ?? null, cast));
  const [first] = steps;
  const isUniform = steps.every(
    ({ direction, nullable }) => !nullable && direction === first?.direction,
  );
  if (isUniform && first) {
    const beyond = first.direction === 'desc' ? sql`<` : sql`>`;
    const here = sql.join(steps.map(({ value }) => value));
    return sql<SqlBool>`(${here}) ${beyond} (${sql.join(parameters)})`;
  }
  const ways = steps.flatMap((step, i) => {
    const beyond = beyondSql(step, values[i] ?? null, parameters[i]);
    if (!beyond) return [];
    const same = steps
      .slice(0, i)
      .map(({ value }, at) =>
        (values[at] ?? null) === null ? sql`${value} is null` : sql`${value} = ${parameters[at]}`,
      );
    return [sql`(${sql.join([...same, beyond], sql` and `)})`];
  });
  return sql<SqlBool>`(${sql.join(ways, sql` or `)})`;
}

function beyondSql(
  { value, direction, nullable }: OrderStep,
  last: string | null,
  parameter: Sql | undefined,
): Sql | undefined {
  // Empty ones are the last.
  if (last === null || !parameter) return undefined;
  const beyond = direction === 'desc' ? sql`${value} < ${parameter}` : sql`${value} > ${parameter}`;
  return nullable ? sql`(${beyond} or ${value} is null)` : beyond;
}

function parameter(value: string | null, cast: OrderStep['cast']): Sql {
  return cast === 'text' ? sql`${value}::text collate "C"` : sql`${value}::${sql.raw(cast)}`;
}
