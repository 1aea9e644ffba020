import type { Catalogue, CatalogueColumn } from '../catalogue/catalogue.ts';
import { knownColumns } from '../check/known-columns.ts';
import { filtersIn } from '../definition/filters-in.ts';
import type { Exposed, Filter, Gather, Sections } from '../definition/gather.ts';
import { isAmount, isRelative, isSeveral, operandShape } from '../definition/operand-shape.ts';

/** A filter whose value readers choose. */
export type ExposedFilter = Filter & { readonly exposed: Exposed };

/** An exposed filter with the column it is about; undefined: it is gone, or not for this actor. */
export type PlacedFilter = readonly [ExposedFilter, CatalogueColumn | undefined];

/** All that readers choose, in the order of the definition. */
export function exposedFilters({ filters }: Sections): readonly ExposedFilter[] {
  return filtersIn(filters).flatMap((one) =>
    one.exposed ? [{ ...one, exposed: one.exposed }] : [],
  );
}

/** The same with their columns. */
export function placedFilters(
  catalogue: Catalogue,
  gather: Gather,
  sections: Sections,
): readonly PlacedFilter[] {
  const base = catalogue.findBase(gather.base);
  if (base === undefined) return [];
  const known = knownColumns(catalogue, base, sections.relationships, () => undefined);
  return exposedFilters(sections).map((filter) => [filter, known.find(filter)]);
}

/** Several texts may be sent for it. */
export function takesSeveral({ exposed, operator }: ExposedFilter): boolean {
  return exposed.multiple || operandShape(operator) === 'two';
}

/** It compares with nothing: readers only say whether it counts. */
export function isSwitch({ operator }: Filter): boolean {
  return operandShape(operator) === 'none';
}

/** The texts that the form shows where the reader chose nothing. */
export function usualTexts({ value }: ExposedFilter): readonly string[] {
  if (value === undefined) return [];
  if (isAmount(value)) return [String(value.amount)];
  const values = isSeveral(value) ? value : [value];
  return values.flatMap((one) => (isRelative(one) ? [] : [String(one)]));
}
