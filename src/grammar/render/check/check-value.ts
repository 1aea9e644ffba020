import { isObject } from '#base';
import { LONGEST_TEXT } from '../elements/kinds.ts';
import { tooLong } from './check-attribute.ts';
import { isNow, LEFT_OUT, type Walk } from './walk.ts';

/** Arrays and objects inside values of components. */
const DEEPEST_VALUE = 10;

/** Plain JSON that a template can be given: everything but null. What is wrong is left out. */
export function checkValue(walk: Walk, input: unknown, depth = 0): unknown {
  if (typeof input === 'boolean' || Number.isFinite(input)) return input;
  if (typeof input === 'string') {
    return input.length > LONGEST_TEXT ? walk.refuse(tooLong(walk, input)) : input;
  }
  if (depth === DEEPEST_VALUE) return walk.refuse(`Values are at most ${DEEPEST_VALUE} deep.`);
  const inner = (walk: Walk, value: unknown) => checkValue(walk, value, depth + 1);
  if (Array.isArray(input)) {
    return input.map((value, i) => walk.into(i, inner, value)).filter((one) => one !== LEFT_OUT);
  }
  if (isObject(input)) {
    const checked = Object.keys(input).map((key) => [key, walk.into(key, inner, input[key])]);
    return Object.fromEntries(checked.filter(([, value]) => value !== LEFT_OUT));
  }
  return walk.refuse(
    `${walk.here} must be text, a number, true or false, an array or an object. ${isNow(input)}`,
  );
}
