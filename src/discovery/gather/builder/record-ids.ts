import { parseId } from '#base';
import type { ReferenceType } from '#grammar/fields';
import type { FilterGroup } from '../definition/gather.ts';
import { isAmount, isSeveral } from '../definition/operand-shape.ts';
import type { BuilderView } from './builder-view.ts';

/** The records that filters name by their ids. */
export function recordIds({
  sections,
  known,
}: BuilderView): readonly { readonly type: ReferenceType; readonly id: string }[] {
  const inside = (group: FilterGroup): ReturnType<typeof recordIds> =>
    group.filters.flatMap((one) => {
      if ('filters' in one) return inside(one);
      const { references } = known.find(one) ?? {};
      const { value } = one;
      if (!references || value === undefined || isAmount(value)) return [];
      return (isSeveral(value) ? value : [value]).flatMap((id) =>
        typeof id === 'string' && parseId(id) ? [{ type: references.type, id }] : [],
      );
    });
  return inside(sections.filters);
}
