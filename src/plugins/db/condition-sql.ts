import type { Json } from '#base';
import type { ColumnDefinition } from '@trovato/plugin-sdk/manifest';
import { type Expression, expressionBuilder, type RawBuilder, type SqlBool } from 'kysely';
import type { CheckedCondition } from './check-condition.ts';
import { columnValue } from './column-value.ts';
import { Refusal } from '../host/refusal.ts';

/** A column as a statement names it, and what it holds. */
export interface NamedColumn {
  readonly ref: RawBuilder<unknown>;
  readonly column: ColumnDefinition;
}

/** Throws a `Refusal` when there is none of this name. */
export type FindColumn = (name: string, place: string) => NamedColumn;

const SIGNS = { eq: '=', ne: '!=', lt: '<', le: '<=', gt: '>', ge: '>=' } as const;

/** A condition as SQL: columns by what `find` answers, values as parameters alone. */
export function conditionSql(condition: CheckedCondition, find: FindColumn): Expression<SqlBool> {
  const eb = expressionBuilder<never>();
  switch (condition.op) {
    case 'and':
      return eb.and(condition.of.map((one) => conditionSql(one, find)));
    case 'or':
      return eb.or(condition.of.map((one) => conditionSql(one, find)));
    case 'not':
      return eb.not(conditionSql(condition.of, find));
    default: {
      const { place } = condition;
      const { ref, column } = find(condition.column, `${place}/column`);
      const value = (given: Json, at: string) =>
        eb.val(columnValue(column, given, `${place}/${at}`));
      if (condition.op === 'is_null') return eb(ref, 'is', null);
      if (column.type === 'json') {
        throw new Refusal(
          'invalid',
          `${place}/column holds JSON, of which only is_null can be asked.`,
        );
      }
      if (condition.op === 'in') {
        // None of no values is meant.
        if (condition.values.length === 0) return eb.lit(false);
        return eb(
          ref,
          'in',
          condition.values.map((one, at) => value(one, `values/${at}`)),
        );
      }
      if ('text' in condition) {
        if (column.type !== 'text') throw new Refusal('invalid', `${place}/column holds no text.`);
        columnValue(column, condition.text, `${place}/text`);
        const literal = condition.text.replaceAll(/[\\%_]/g, String.raw`\$&`);
        const start = condition.op === 'contains' ? '%' : '';
        return eb(ref, 'ilike', eb.val(`${start}${literal}%`));
      }
      return eb(ref, SIGNS[condition.op], value(condition.value, 'value'));
    }
  }
}
