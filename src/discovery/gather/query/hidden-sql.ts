import type { StageId } from '#base';
import { versionStage } from '#records/stages';
import { sql } from 'kysely';
import { baseAlias } from './compile-query.ts';
import { decisiveFields } from './decisive-fields.ts';
import type { JoinNode, QueryNode, TableAlias } from './nodes.ts';
import { name, type Sql } from './value-sql.ts';

/** The columns by which rows are known that are about something hidden: see `withoutHidden`. */

/** The items that relationships led to, and those whose revisions these are. */
export function itemIdsSql(query: QueryNode, joins: readonly JoinNode[]): readonly Sql[] {
  const items = joins.filter(({ base }) => base.rows.of === 'item');
  const revisions = [
    ...(query.base.rows.of === 'revision' ? [baseAlias(query)] : []),
    ...joins.filter(({ base }) => base.rows.of === 'revision').map(({ alias }) => alias),
  ];
  return [
    ...items.map(({ alias }) => sql`${sql.id(alias, 'id')} as ${sql.id(alias)}`),
    ...revisions.map((alias) => sql`${sql.id(alias, 'item_id')} as ${sql.id(`${alias}_item`)}`),
  ];
}

/** Whether the fields are there that decided; of terms in any field, which fields have some. */
export function decisiveSql(query: QueryNode, chain: readonly StageId[]): readonly Sql[] {
  return decisiveFields(query).map(({ table, field }, i) => {
    const found =
      field === undefined
        ? sql`array(select distinct termed.field from item_term termed
            where termed.item_id = ${sql.id(table, 'id')}
              and termed.stage_id = ${versionStage(chain, table)})`
        : sql`(${sql.id(table, 'fields')} ? ${name(field)})`;
    return sql`${found} as ${sql.id(`d${i}`)}`;
  });
}

/** Whether the fields are there by which relationships lead on. */
export function wayFieldsSql(joins: readonly JoinNode[]): readonly Sql[] {
  return joins.flatMap((join) => {
    const way = wayField(join);
    return way
      ? [
          sql`(${sql.id(way.table, 'fields')} ? ${name(way.field)}) as ${sql.id(`${join.alias}_field`)}`,
        ]
      : [];
  });
}

/** The field of an item by which a relationship leads on, and whose it is. */
export function wayField({
  alias,
  from,
  way,
}: JoinNode): { readonly table: TableAlias; readonly field: string } | undefined {
  if (way.by !== 'field' && way.by !== 'their_field') return undefined;
  const [step] = way.field.path;
  return step && { table: way.by === 'field' ? from : alias, field: step.name };
}
