import type { FilterGroup, Gather, Sections } from '../definition/gather.ts';
import { operandShape } from '../definition/operand-shape.ts';

/** For the preview: without filters whose value nobody entered so far. */
export function withoutIncomplete(gather: Gather): Gather {
  return {
    ...gather,
    defaults: { ...gather.defaults, filters: complete(gather.defaults.filters) },
    displays: gather.displays.map((display) => {
      const { filters } = display.overrides;
      const overrides: Partial<Sections> = filters
        ? { ...display.overrides, filters: complete(filters) }
        : display.overrides;
      return { ...display, overrides };
    }),
  };
}

function complete({ match, filters }: FilterGroup): FilterGroup {
  return {
    match,
    filters: filters.flatMap((one) => {
      if ('filters' in one) return complete(one);
      const isMissing = one.value === undefined && operandShape(one.operator) !== 'none';
      return isMissing && !one.exposed ? [] : one;
    }),
  };
}
