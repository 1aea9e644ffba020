import { sameJson } from '#base';
import type { RequestContext } from '#grammar/access';
import type { FieldTypes } from '#grammar/fields';
import type { FieldValues } from '../item.ts';
import type { Field } from './item-type.ts';

/** What a change of a field makes of one item's values. */
export interface Converted {
  /** undefined: nothing is left. */
  readonly value: FieldValues[string] | undefined;
  readonly changed: boolean;
  /** Why values are lost, one sentence each. */
  readonly lost: readonly string[];
}

/**
 * The values of one item after its field changes from `before` to `after` (undefined: the field
 * is taken away). A value of another field type goes by way of its plain text; what the new
 * definition refuses is lost.
 */
export function convertValues(
  fieldTypes: FieldTypes,
  ctx: RequestContext,
  before: Field,
  after: Field | undefined,
  stored: FieldValues[string],
): Converted {
  const values = Array.isArray(stored) ? stored : [stored];
  if (!after)
    return { value: undefined, changed: true, lost: values.map(() => 'The field is taken away.') };
  const from = fieldTypes.get(before.fieldType);
  const to = fieldTypes.get(after.fieldType);
  const view = { ctx, settings: before.settings, resolve: () => undefined };
  const lost: string[] = [];
  const kept = values.flatMap((value) => {
    const input =
      from.name === to.name ? value : to.fromText(from.toText(value, view), after.settings);
    const checked = to.validate(input, after.settings);
    if (checked.ok) return to.isEmpty(checked.value) ? [] : [checked.value];
    lost.push(checked.problems.map((problem) => problem.message).join('; '));
    return [];
  });
  const limit = after.cardinality === -1 ? kept.length : after.cardinality;
  if (kept.length > limit) lost.push(`${kept.length} values, and only ${limit} can be kept.`);
  const within = kept.slice(0, limit);
  const value = after.cardinality === 1 ? within[0] : within.length > 0 ? within : undefined;
  return { value, changed: !sameJson(value, stored), lost };
}
