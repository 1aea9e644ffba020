import { stagedTerms } from '#records/stages';
import { sql } from 'kysely';
import type { FieldPlace } from '../catalogue/placed-column.ts';
import { baseRows, type RowScope } from './base-rows.ts';
import type { JoinNode, TableAlias } from './nodes.ts';
import { elementsSql, jsonSql, name, readValue, type Sql } from './value-sql.ts';

/** One relationship as a join. What the reader may not see is not there to join. */
export function joinSql(scope: RowScope, join: JoinNode): Sql {
  const { alias, from, way, required, base } = join;
  const rows = sql`${baseRows(scope, base.rows)} as ${sql.id(alias)}`;
  const kind = required ? sql`inner join` : sql`left join`;
  const here = sql.id(from, 'id');
  const there = sql.id(alias, 'id');
  switch (way.by) {
    case 'column':
      return sql`${kind} ${rows} on ${there} = ${sql.id(from, way.column)}`;
    case 'their_column':
      return sql`${kind} ${rows} on ${sql.id(alias, way.column)} = ${here}`;
    case 'their_field':
      return sql`${kind} ${rows} on ${sql.id(alias, 'fields')} @> ${pointingTo(here, way.field, way.key)}`;
    case 'field':
      return fieldJoin(join, way.field, rows, kind);
    case 'parents':
    case 'children': {
      const between = sql.id(`${alias}_way`);
      const [mine, theirs] =
        way.by === 'parents'
          ? (['term_id', 'parent_id'] as const)
          : (['parent_id', 'term_id'] as const);
      const { hierarchy } = stagedTerms(scope.items.chain);
      return sql`${kind} (${hierarchy} as ${between}
        inner join ${rows} on ${there} = ${between}.${sql.id(theirs)})
        on ${between}.${sql.id(mine)} = ${here}`;
    }
  }
}

/** Each record once, however often the values name it. */
function fieldJoin(
  { alias, from, several }: JoinNode,
  field: FieldPlace,
  rows: Sql,
  kind: Sql,
): Sql {
  if (!field.value) throw new Error('This field points to nothing.');
  const there = sql.id(alias, 'id');
  if (!several) {
    const id = readValue(jsonSql(from, field), field.value);
    return sql`${kind} ${rows} on ${there} = ${id}`;
  }
  const { from: elements, json } = elementsSql(from, field.path);
  const ids = sql.id(`${alias}_ids`);
  return sql`${kind} (lateral (
      select distinct (${readValue(json, field.value)})::uuid as id from ${elements}
    ) as ${ids} inner join ${rows} on ${there} = ${ids}.id) on true`;
}

/** The document that the fields of an item contain which point to the record. */
function pointingTo(id: Sql, { path }: FieldPlace, key: string): Sql {
  return path.reduceRight<Sql>(
    (inner, step) =>
      step.several
        ? sql`jsonb_build_object(${name(step.name)}, jsonb_build_array(${inner}))`
        : sql`jsonb_build_object(${name(step.name)}, ${inner})`,
    sql`jsonb_build_object(${name(key)}, ${id})`,
  );
}

/** The joins that a use of these tables takes, those on the way to them included, in order. */
export function joinsFor(
  joins: readonly JoinNode[],
  tables: Iterable<TableAlias>,
): readonly JoinNode[] {
  const needed = new Set(tables);
  for (const join of joins.toReversed()) if (needed.has(join.alias)) needed.add(join.from);
  return joins.filter(({ alias }) => needed.has(alias));
}
