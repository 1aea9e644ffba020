import type { JsonObject, StageId } from '#base';
import type { SqlValue } from '#grammar/fields';
import { stagedTerms } from '#records/stages';
import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { FieldPlace } from '../catalogue/placed-column.ts';
import type { SqlScalar, TableAlias, ValueTest } from './nodes.ts';
import { type Sql, valuesSql } from './value-sql.ts';

/** A test of one value. `type`: what parameters that it is compared with have to become. */
export function testSql(
  value: Sql,
  type: SqlValue['type'],
  test: ValueTest,
  chain: readonly StageId[],
): RawBuilder<SqlBool> {
  switch (test.by) {
    case 'all':
    case 'any': {
      const parts = test.of.map((one) => testSql(value, type, one, chain));
      if (parts.length === 0) return sql<SqlBool>`${sql.lit(test.by === 'all')}`;
      return sql<SqlBool>`(${sql.join(parts, test.by === 'all' ? sql` and ` : sql` or `)})`;
    }
    case 'in':
      if (test.values.length === 0) return sql<SqlBool>`false`;
      return sql<SqlBool>`${value} in (${sql.join(test.values.map((one) => parameter(one, type)))})`;
    case 'like':
      return sql<SqlBool>`${value} collate "default" ilike ${pattern(test.where, test.text)}`;
    case 'below':
      return sql<SqlBool>`${value}::uuid in (
        select closure.term_id
        from ${stagedTerms(chain).below(sql`${[test.term]}::uuid[]`)} closure
        where closure.ancestor_id = ${test.term})`;
    default:
      return sql<SqlBool>`${value} ${sql.raw(SIGNS[test.by])} ${parameter(test.value, type)}`;
  }
}

const SIGNS = { '=': '=', '<': '<', '>': '>', '<=': '<=', '>=': '>=' } as const;

/** The database would take a parameter beside a whole number for one, too. */
function parameter(value: SqlScalar, type: SqlValue['type']): Sql {
  return type === 'numeric' ? sql`${value}::numeric` : sql`${value}`;
}

function pattern(where: 'start' | 'middle' | 'end', text: string): string {
  const literal = text.replaceAll(/[\\%_]/g, String.raw`\$&`);
  return `${where === 'start' ? '' : '%'}${literal}${where === 'end' ? '' : '%'}`;
}

/**
 * That one of several values equals, as containment, which the GIN index of `fields` answers, or
 * by the index that there is on this column. undefined: it is something else that is asked, or
 * equal values may be written differently.
 */
export function containmentSql(
  table: TableAlias,
  place: FieldPlace,
  test: ValueTest,
  hasIndex: boolean,
): RawBuilder<SqlBool> | undefined {
  const { path, value } = place;
  const wanted = test.by === '=' ? [test.value] : test.by === 'in' ? test.values : undefined;
  if (!wanted || !value || value.type === 'numeric') return undefined;
  if (hasIndex && value.type !== 'boolean') {
    return sql<SqlBool>`(${valuesSql(table, place, value.key)} && ${wanted.map(String)}::text[])`;
  }
  const parts = wanted.map((one) => {
    const document = path.reduceRight<JsonObject>(
      (inner, step) => ({ [step.name]: step.several ? [inner] : inner }),
      { [value.key]: one },
    );
    return sql<SqlBool>`${sql.id(table, 'fields')} @> ${JSON.stringify(document)}::jsonb`;
  });
  if (parts.length === 0) return sql<SqlBool>`false`;
  return sql<SqlBool>`(${sql.join(parts, sql` or `)})`;
}
