import { parseId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Operand, OneOperand, Operator } from '../definition/operand.ts';
import { isAmount, isSeveral } from '../definition/operand-shape.ts';
import { ALWAYS, type ColumnNode, type ConditionNode, NEVER, type ValueTest } from './nodes.ts';
import type { Moment } from './time-span.ts';
import { amongThem, between, compared, type Comparison, withinAmount } from './value-tests.ts';

/** Who asks, and when. */
export interface Asking extends Moment {
  readonly ctx: Pick<RequestContext, 'actor' | 'stage'>;
}

/** What an operator asks of a column. The definition was checked, so what makes no sense is nothing. */
export function resolveFilter(
  at: ColumnNode,
  operator: Operator,
  operand: Operand | undefined,
  asking: Asking,
): ConditionNode {
  const { kind } = at.column;
  const list = operand === undefined || isAmount(operand) ? [] : listOf(operand);
  const [first] = list;
  const one = (test: ValueTest): ConditionNode => ({ is: 'one', ...at, test });
  const none = (test: ValueTest): ConditionNode => ({ is: 'none', ...at, test });
  switch (operator) {
    case 'is_empty':
    case 'is_not_empty':
      return filled(at, operator === 'is_not_empty');
    case 'is_current_user': {
      const { actor } = asking.ctx;
      return actor.kind === 'anonymous' ? NEVER : one({ by: '=', value: actor.id });
    }
    case 'in_this_stage':
      return { is: 'staged', table: at.table, stage: asking.ctx.stage };
    case 'in_next':
    case 'in_last':
      if (operand === undefined || !isAmount(operand)) return NEVER;
      return one(withinAmount(kind, operator === 'in_next' ? 'next' : 'last', operand, asking));
    case 'in':
    case 'has_any':
      if (at.column.place.in === 'all_terms') return termed(at, list, false);
      return one(amongThem(kind, list, asking));
    case 'not_in':
      return none(amongThem(kind, list, asking));
    case 'has_all':
      return {
        is: 'all',
        of: list.map((each) => resolveFilter(at, hasOne(at), each, asking)),
      };
    case 'between':
      return one(between(kind, endOf(list[0]), endOf(list[1]), asking));
    default:
      return first === undefined ? NEVER : comparedWithOne(at, operator, first, asking);
  }
}

/** Those that compare with one value. */
type OneOperator =
  | Comparison
  | 'not_equals'
  | 'contains'
  | 'starts_with'
  | 'ends_with'
  | 'has_term'
  | 'has_term_or_below'
  | 'matches';

function comparedWithOne(
  at: ColumnNode,
  operator: OneOperator,
  first: OneOperand,
  asking: Asking,
): ConditionNode {
  const { kind } = at.column;
  const one = (test: ValueTest): ConditionNode => ({ is: 'one', ...at, test });
  const text = typeof first === 'object' ? '' : String(first);
  switch (operator) {
    case 'equals':
    case 'greater':
    case 'less':
    case 'at_least':
    case 'at_most':
      return one(compared(kind, operator, first, asking));
    case 'not_equals':
      return { is: 'none', ...at, test: compared(kind, 'equals', first, asking) };
    case 'contains':
      return one({ by: 'like', where: 'middle', text });
    case 'starts_with':
      return one({ by: 'like', where: 'start', text });
    case 'ends_with':
      return one({ by: 'like', where: 'end', text });
    case 'has_term':
      return termed(at, [first], false);
    case 'has_term_or_below':
      return termed(at, [first], true);
    case 'matches':
      return { is: 'worded', table: at.table, text };
  }
}

function listOf(operand: OneOperand | readonly OneOperand[]): readonly OneOperand[] {
  return isSeveral(operand) ? operand : [operand];
}

/** An end that is empty is open. */
function endOf(operand: OneOperand | undefined): OneOperand | undefined {
  return operand === '' ? undefined : operand;
}

function hasOne({ column }: ColumnNode): Operator {
  return column.place.in === 'all_terms' ? 'has_term' : 'equals';
}

function filled(at: ColumnNode, isFilled: boolean): ConditionNode {
  const { table, column } = at;
  const { place } = column;
  if (place.in === 'all_terms') {
    const some: ConditionNode = { is: 'termed', table, field: undefined, terms: undefined };
    return isFilled ? some : { is: 'not', of: some };
  }
  if (place.in === 'row' && place.empty === 'never') return isFilled ? ALWAYS : NEVER;
  return { is: isFilled ? 'filled' : 'empty', ...at };
}

/** Terms of a field, and those of all fields, are kept apart for lists; inside of groups they are not. */
function termed(at: ColumnNode, terms: readonly OneOperand[], below: boolean): ConditionNode {
  const ids = terms.flatMap((term) => parseId<'term'>(term) ?? []);
  const { table, column } = at;
  const { place } = column;
  if (place.in === 'all_terms')
    return { is: 'termed', table, field: undefined, terms: { ids, below } };
  if (place.in === 'fields' && place.path.length === 1)
    return { is: 'termed', table, field: place.path[0]?.name, terms: { ids, below } };
  const tests = ids.map((id): ValueTest =>
    below ? { by: 'below', term: id } : { by: '=', value: id },
  );
  return { is: 'one', ...at, test: { by: 'any', of: tests } };
}
