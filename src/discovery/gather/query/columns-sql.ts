import { sql } from 'kysely';
import type { Aggregate } from '../definition/gather.ts';
import type { ColumnNode, OrderNode, OutputNode, QueryNode } from './nodes.ts';
import { elementsSql, jsonSql, readValue, shownJson, type Sql, valueSql } from './value-sql.ts';

/** The columns of a query as SQL: as they are compared, and as they are shown. */
export interface ColumnsSql {
  value(node: ColumnNode): Sql;
  output(node: OutputNode): Sql;
  order(node: OrderNode): Sql;
  /** Joins that make a row of each value, where rows are grouped by values or count them. */
  readonly unnested: readonly Sql[];
}

export function columnsSql(query: QueryNode): ColumnsSql {
  const unnested: Sql[] = [];
  const aliases = new Map<string, Sql>();

  /** The value of this row, of a column that has several. */
  function each(node: ColumnNode): Sql | undefined {
    const { table, column } = node;
    const { place } = column;
    if (query.grouping !== 'groups' || !column.several || place.in !== 'fields') return undefined;
    const key = `${table}.${column.name}`;
    const known = aliases.get(key);
    if (known) return known;
    const alias = sql.id(`v${aliases.size}`);
    const { from, json } = elementsSql(table, place.path);
    const shown = shownJson(json, place);
    unnested.push(sql`left join lateral (
      select distinct ${shown} as v from ${from} where ${shown} is not null
    ) as ${alias} on true`);
    const made = sql`${alias}.v`;
    aliases.set(key, made);
    return made;
  }

  function value(node: ColumnNode): Sql {
    const { place } = node.column;
    if (query.grouping === 'none' || place.in !== 'fields' || !place.value) return valueSql(node);
    // Out of what rows are grouped by, which is what is shown.
    return readValue(shown(node), place.part ? { ...place.value, key: 'value' } : place.value);
  }

  function shown(node: ColumnNode): Sql {
    const { table, column } = node;
    const { place } = column;
    if (place.in === 'row') return sql.id(table, place.column);
    if (place.in !== 'fields') throw new Error('This column is not shown.');
    const one = each(node);
    if (one) return one;
    return column.several ? jsonSql(table, place) : shownJson(jsonSql(table, place), place);
  }

  return {
    value,
    unnested,
    output: (node) =>
      node.aggregate ? aggregated(node, node.aggregate, value(node)) : shown(node),
    order(node) {
      if (node.aggregate) return aggregated(node, node.aggregate, value(node));
      return query.grouping === 'distinct' ? extreme(node, value(node)) : value(node);
    },
  };
}

/** Sums and averages as numbers of programs have them. */
function aggregated({ column }: ColumnNode, aggregate: Aggregate, value: Sql): Sql {
  const isNumber = column.kind === 'number';
  const number = isNumber ? sql`::float8` : sql``;
  switch (aggregate) {
    case 'count':
      return sql`count(${value})`;
    case 'count_distinct':
      return sql`count(distinct ${value})`;
    case 'sum':
      return sql`sum(${value})::float8`;
    case 'average':
      return sql`avg(${value})::float8`;
    case 'minimum':
      return sql`min(${value})${number}`;
    case 'maximum':
      return sql`max(${value})${number}`;
  }
}

/** Of the rows that are one, the first in this order. */
function extreme({ column, direction }: OrderNode, value: Sql): Sql {
  const comparable =
    column.kind === 'boolean'
      ? sql`(${value})::integer`
      : column.kind === 'id' || column.kind === 'term'
        ? sql`(${value})::text collate "C"`
        : value;
  return direction === 'asc' ? sql`min(${comparable})` : sql`max(${comparable})`;
}
