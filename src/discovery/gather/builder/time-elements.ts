import type { FormElements } from '#grammar/forms';
import type { OneOperand } from '../definition/operand.ts';
import { options, UNITS } from './words.ts';

const HOW = {
  day: 'The day',
  now: 'Now',
  today: 'Today',
  before: 'Ago',
  after: 'From now',
} as const;

/** A time: a day, now, today, or so much before or after. */
export function timeElements(label: string, now: OneOperand | undefined): FormElements {
  const relative = typeof now === 'object' ? now : undefined;
  const how =
    relative === undefined
      ? 'day'
      : relative.amount === 0
        ? relative.from
        : relative.amount < 0
          ? 'before'
          : 'after';
  const visible = (equals: keyof typeof HOW) => ({ visible: { element: 'how', equals } });
  const amount = {
    kind: 'number',
    label: 'How many',
    labelHidden: true,
    min: 0,
    step: 1,
    default: String(Math.abs(relative?.amount ?? 0) || 7),
  } as const;
  const unit = {
    kind: 'select',
    label: 'Unit',
    labelHidden: true,
    required: true,
    options: options(UNITS),
    default: relative?.unit ?? 'day',
  } as const;
  return {
    how: {
      kind: 'select',
      label,
      labelHidden: label === 'Value',
      required: true,
      options: options(HOW),
      default: how,
    },
    day: {
      kind: 'date',
      label: 'Day',
      labelHidden: true,
      default: typeof now === 'string' ? now.slice(0, 10) : '',
      states: visible('day'),
    },
    before: { ...amount, states: visible('before') },
    before_unit: { ...unit, states: visible('before') },
    after: { ...amount, states: visible('after') },
    after_unit: { ...unit, states: visible('after') },
  };
}
