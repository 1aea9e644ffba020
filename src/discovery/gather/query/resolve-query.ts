import type { Filter, FilterGroup, Sections, Sort } from '../definition/gather.ts';
import type { Operand } from '../definition/operand.ts';
import { GatherOutdated } from '../run/run-errors.ts';
import type { KnownTables } from './known-tables.ts';
import {
  ALWAYS,
  type ConditionNode,
  NEVER,
  type OrderNode,
  type OutputNode,
  type QueryNode,
} from './nodes.ts';
import { type Asking, resolveFilter } from './resolve-filter.ts';

/** What a reader chose, as far as it made sense. */
export interface Choices {
  /** By id of filter: a value in place of its own, or that it is not applied. */
  readonly filters: ReadonlyMap<
    string,
    { readonly operand: Operand | undefined } | 'any' | 'nothing'
  >;
  /** Of arguments. */
  readonly conditions: readonly ConditionNode[];
  readonly sorts: readonly Sort[];
}

/** The query of a display for this reader at this moment. */
export function resolveQuery(
  tables: KnownTables,
  { filters, fields, distinct }: Sections,
  choices: Choices,
  asking: Asking,
): QueryNode {
  const outputs = fields.flatMap((field): OutputNode[] => {
    const found = tables.find(field);
    if (!found) return [];
    const { id, aggregate } = field;
    return [{ ...found, id, ...(aggregate ? { aggregate } : {}) }];
  });
  const isGrouped = fields.some(({ aggregate }) => aggregate);
  const isMultiplied = tables.joins.some(({ several }) => several);
  return {
    base: tables.base,
    joins: tables.joins,
    where: flat([...choices.conditions, resolveGroup(tables, filters, choices, asking) ?? ALWAYS]),
    outputs,
    order: choices.sorts.map((sort) => resolveSort(tables, sort)),
    grouping: isGrouped ? 'groups' : distinct && isMultiplied ? 'distinct' : 'none',
  };
}

/** undefined: it says nothing, since no filter of it is applied. */
function resolveGroup(
  tables: KnownTables,
  { match, filters }: FilterGroup,
  choices: Choices,
  asking: Asking,
): ConditionNode | undefined {
  const of = filters.flatMap((filter) => {
    const one =
      'match' in filter
        ? resolveGroup(tables, filter, choices, asking)
        : resolveOne(tables, filter, choices, asking);
    return one ? [one] : [];
  });
  if (of.length === 0) return undefined;
  return match === 'all' ? flat(of) : { is: 'any', of };
}

function resolveOne(
  tables: KnownTables,
  filter: Filter,
  choices: Choices,
  asking: Asking,
): ConditionNode | undefined {
  const chosen = choices.filters.get(filter.id);
  if (chosen === 'any') return undefined;
  if (chosen === 'nothing') return NEVER;
  const at = tables.find(filter);
  if (!at) throw new GatherOutdated(filter.column);
  return resolveFilter(at, filter.operator, chosen ? chosen.operand : filter.value, asking);
}

function resolveSort(tables: KnownTables, { direction, aggregate, ...ref }: Sort): OrderNode {
  const at = tables.find(ref);
  if (!at) throw new GatherOutdated(ref.column);
  return { ...at, direction, ...(aggregate ? { aggregate } : {}) };
}

function flat(conditions: readonly ConditionNode[]): ConditionNode {
  const of = conditions.flatMap((one) => (one.is === 'all' ? one.of : [one]));
  return { is: 'all', of };
}
