import type { Amount, OneOperand, Operand, Operator, RelativeTime } from './operand.ts';

/** How many values an operator compares with. */
export type OperandShape = 'none' | 'one' | 'two' | 'many' | 'amount';

export function operandShape(operator: Operator): OperandShape {
  switch (operator) {
    case 'is_empty':
    case 'is_not_empty':
    case 'is_current_user':
    case 'in_this_stage':
      return 'none';
    case 'between':
      return 'two';
    case 'in':
    case 'not_in':
    case 'has_any':
    case 'has_all':
      return 'many';
    case 'in_next':
    case 'in_last':
      return 'amount';
    default:
      return 'one';
  }
}

export function isRelative(value: OneOperand): value is RelativeTime {
  return typeof value === 'object';
}

export function isAmount(operand: Operand): operand is Amount {
  return typeof operand === 'object' && 'amount' in operand && !('from' in operand);
}

export function isSeveral(operand: Operand): operand is readonly OneOperand[] {
  return Array.isArray(operand);
}
