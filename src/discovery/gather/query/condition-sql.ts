import type { StageId } from '#base';
import type { SqlValue } from '#grammar/fields';
import { stagedTerms, versionStage } from '#records/stages';
import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { ColumnPlace } from '../catalogue/placed-column.ts';
import type { RowScope } from './base-rows.ts';
import type { ColumnNode, ConditionNode, ValueTest } from './nodes.ts';
import { testSql, containmentSql } from './test-sql.ts';
import { elementsSql, readValue, type Sql, valueSql } from './value-sql.ts';

type Condition = RawBuilder<SqlBool>;

/** What conditions depend on besides what they say. */
export type ConditionScope = Pick<RowScope, 'items' | 'indexed'>;

/** A condition as SQL. */
export function conditionSql(node: ConditionNode, scope: ConditionScope): Condition {
  const { chain, hidesFields } = scope.items;
  switch (node.is) {
    case 'all':
    case 'any': {
      const parts = node.of.map((one) => conditionSql(one, scope));
      const [first] = parts;
      if (!first) return node.is === 'all' ? sql<SqlBool>`true` : sql<SqlBool>`false`;
      if (parts.length === 1) return first;
      return sql<SqlBool>`(${sql.join(parts, node.is === 'all' ? sql` and ` : sql` or `)})`;
    }
    case 'not':
      return sql<SqlBool>`not ${conditionSql(node.of, scope)}`;
    case 'one':
      return oneValue(node, node.test, scope);
    case 'none':
      // Of what a relationship did not find it is not known, and so not so.
      return sql<SqlBool>`(${oneValue(node, node.test, scope)}) is not true`;
    case 'empty':
      return sql<SqlBool>`not ${filled(node)}`;
    case 'filled':
      return filled(node);
    case 'termed':
      return termed(node, chain);
    case 'worded':
      // Where fields may be hidden only words of titles count: those bear the weight A.
      return sql<SqlBool>`exists (select 1 from item_search words
        where words.item_id = ${sql.id(node.table, 'id')}
          and words.stage_id = ${versionStage(chain, node.table)}
          and words.words @@ ${wordsSql(node.text)}
          ${hidesFields ? sql`and ts_filter(words.words, '{a}') @@ ${wordsSql(node.text)}` : sql``})`;
    case 'staged':
      return sql<SqlBool>`(${sql.id(node.table, 'stage_id')} = ${node.stage} or exists (
        select 1 from stage_association changed
        where changed.stage_id = ${node.stage} and changed.item_id = ${sql.id(node.table, 'id')}))`;
  }
}

/** Words that a reader looks for, as the database compares them. */
export function wordsSql(text: string): Sql {
  return sql`websearch_to_tsquery('pg_catalog.english', ${text})`;
}

function oneValue(at: ColumnNode, test: ValueTest, { items, indexed }: ConditionScope): Condition {
  const { table, column } = at;
  const { place } = column;
  const { chain } = items;
  if (place.in === 'row' && (test.by === '=' || test.by === 'in'))
    // What is equal is so in any collation, and indexes of tables have that of the database.
    return testSql(sql.id(table, place.column), place.type, test, chain);
  if (place.in !== 'fields' || !column.several)
    return testSql(valueSql(at), typeOf(place), test, chain);
  if (!place.value) return sql<SqlBool>`false`;
  const contained = containmentSql(table, place, test, indexed.byValue.has(column.name));
  if (contained) return contained;
  const { from, json } = elementsSql(table, place.path);
  const value = readValue(json, place.value);
  return sql<SqlBool>`exists (select 1 from ${from} where ${testSql(value, place.value.type, test, chain)})`;
}

function typeOf(place: ColumnPlace): SqlValue['type'] {
  if (place.in === 'row') return place.type;
  return place.in === 'fields' && place.value ? place.value.type : 'text';
}

/** Empty values are not stored, nor are groups without anything in them. */
function filled({ table, column }: ColumnNode): Condition {
  const { place } = column;
  if (place.in === 'row') return sql<SqlBool>`(${sql.id(table, place.column)} is not null)`;
  if (place.in !== 'fields') return sql<SqlBool>`true`;
  const { path, value, part } = place;
  const { from, json } = elementsSql(table, path);
  const inside: Sql = part && value ? sql`${readValue(json, value)}` : json;
  if (!column.several) return sql<SqlBool>`(${inside} is not null)`;
  return sql<SqlBool>`exists (select 1 from ${from} where ${inside} is not null)`;
}

function termed(
  { table, field, terms }: Extract<ConditionNode, { is: 'termed' }>,
  chain: readonly StageId[],
): Condition {
  return sql<SqlBool>`exists (select 1 from item_term termed
    where termed.item_id = ${sql.id(table, 'id')}
      and termed.stage_id = ${versionStage(chain, table)}
      ${field === undefined ? sql`` : sql`and termed.field = ${field}`}
      ${terms === undefined ? sql`` : sql`and ${amongTerms(terms, chain)}`})`;
}

function amongTerms(
  { ids, below }: { readonly ids: readonly string[]; readonly below: boolean },
  chain: readonly StageId[],
): Sql {
  const list = sql`${ids}::uuid[]`;
  return below
    ? sql`termed.term_id in (
        select closure.term_id from ${stagedTerms(chain).below(list)} closure
        where closure.ancestor_id = any(${list}))`
    : sql`termed.term_id = any(${list})`;
}
