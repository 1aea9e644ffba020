import type { SqlValue } from '#grammar/fields';
import { type RawBuilder, sql } from 'kysely';
import type { FieldPlace, FieldStep } from '../catalogue/placed-column.ts';
import type { ColumnNode, TableAlias } from './nodes.ts';

/** A piece of SQL. */
export type Sql = RawBuilder<unknown>;

/**
 * The value of a column that has one for each row, as it is compared. Of fields it is written as an
 * expression index has it: `(item.fields -> 'city' ->> 'value') collate "C"`.
 */
export function valueSql({ table, column: { place } }: ColumnNode): Sql {
  if (place.in === 'row') return ofType(sql.id(table, place.column), place.type, 'row');
  if (place.in !== 'fields' || !place.value) throw new Error('This column has no single value.');
  return readValue(insideSql(fieldsOf(table), place.path), place.value);
}

/** The value inside a JSON value, as it is compared. */
export function readValue(json: Sql, { type, key }: SqlValue): Sql {
  return ofType(sql`(${json} ->> ${name(key)})`, type, 'json');
}

/** The JSON value of a column of fields: an object, or an array where there are several. */
export function jsonSql(table: TableAlias, place: FieldPlace): Sql {
  const json = place.path.some((step) => step.several)
    ? severalJson(table, place)
    : insideSql(fieldsOf(table), place.path);
  return json;
}

/** Rows of the values of a column that may have several: `from` of a subquery, and the value. */
export function elementsSql(
  table: TableAlias,
  path: readonly FieldStep[],
): { readonly from: Sql; readonly json: Sql } {
  const from: Sql[] = [];
  let json = fieldsOf(table);
  for (const [i, step] of path.entries()) {
    json = sql`${json} -> ${name(step.name)}`;
    if (!step.several) continue;
    const alias = sql.id(`e${i}`);
    from.push(sql`jsonb_array_elements(${json}) as ${alias}(v)`);
    json = sql`${alias}.v`;
  }
  return { from: sql.join(from, sql`, `), json: sql`(${json})` };
}

/**
 * All values of a column that may have several, as texts and as an index has them: see
 * `item_values` in the migrations.
 */
export function valuesSql(table: TableAlias, { path }: FieldPlace, key: string): Sql {
  const steps = path.map((step) => `."${checkedName(step.name)}"${step.several ? '[*]' : ''}`);
  const where = `$${steps.join('')}."${checkedName(key)}"`;
  return sql`item_values(${fieldsOf(table)}, ${sql.lit(where)}::jsonpath)`;
}

/** What of a value is shown: all of it, or the part as a value of its own. */
export function shownJson(json: Sql, { part, value }: FieldPlace): Sql {
  if (!part || !value) return json;
  return sql`case when ${json} -> ${name(value.key)} is not null then jsonb_build_object('value', ${json} -> ${name(value.key)}) end`;
}

function severalJson(table: TableAlias, place: FieldPlace): Sql {
  const [first] = place.path;
  if (place.path.length === 1 && first && !place.part)
    return sql`${fieldsOf(table)} -> ${name(first.name)}`;
  const { from, json } = elementsSql(table, place.path);
  const shown = shownJson(json, place);
  return sql`(select jsonb_agg(${shown}) from ${from} where ${shown} is not null)`;
}

function insideSql(json: Sql, path: readonly FieldStep[]): Sql {
  return path.reduce<Sql>((inside, step) => sql`${inside} -> ${name(step.name)}`, json);
}

function fieldsOf(table: TableAlias): Sql {
  return sql.id(table, 'fields');
}

const MACHINE_NAME = /^[a-z][a-z0-9_]*$/;

/** A key in JSON. Indexes are found by it, so it stands in the statement. */
export function name(key: string): Sql {
  return sql.lit(checkedName(key));
}

function checkedName(key: string): string {
  if (!MACHINE_NAME.test(key)) throw new Error(`“${key}” is no name of a field.`);
  return key;
}

/**
 * Text by its code points. Days and times are kept in JSON in a form that sorts as text, which casts
 * that depend on settings would keep from being indexed.
 */
function ofType(value: Sql, type: SqlValue['type'], from: 'row' | 'json'): Sql {
  if (type === 'text') return sql`${value} collate "C"`;
  if (from === 'row') return value;
  switch (type) {
    case 'numeric':
      return sql`${value}::numeric`;
    case 'boolean':
      return sql`${value}::boolean`;
    case 'uuid':
      return sql`${value}::uuid`;
    case 'date':
    case 'timestamptz':
      return sql`${value} collate "C"`;
  }
}
