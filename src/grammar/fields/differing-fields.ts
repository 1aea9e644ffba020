import { sameJson } from '#base';
import type { FieldValues } from './field-definition.ts';

/** Names of the fields whose values differ, in the order in which they stand. */
export function differingFields(a: FieldValues, b: FieldValues): readonly string[] {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].filter((name) => !sameJson(valueOf(a, name), valueOf(b, name)));
}

function valueOf(values: FieldValues, name: string): unknown {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
