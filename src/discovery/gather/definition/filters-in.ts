import type { Filter, FilterGroup } from './gather.ts';

/** Every filter of a group, also inside of groups in it. */
export function filtersIn({ filters }: FilterGroup): readonly Filter[] {
  return filters.flatMap((filter) => ('match' in filter ? filtersIn(filter) : [filter]));
}
