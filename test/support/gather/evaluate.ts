import type { ColumnRef } from '#discovery/gather';
import { passes } from './evaluate-filters.ts';
import { type ExpectedRow, groupedRows } from './evaluate-groups.ts';
import {
  columnOf,
  type Evaluation,
  inOrder,
  recordOf,
  shownValue,
  targetOf,
  type Way,
} from './evaluation.ts';
import { type Rec, recordsOf, scalarsOf, termsFor } from './records.ts';

/**
 * What a listing has to answer, worked out record by record over plain data. It knows nothing of
 * SQL and nothing of how the engine does it.
 */
export function evaluate(given: Evaluation): readonly ExpectedRow[] {
  const { sections } = given;
  const found = waysOf(given).filter((way) => passes(given, sections.filters, way));
  const isGrouped = sections.fields.some(({ aggregate }) => aggregate);
  if (isGrouped) return groupedRows(given, found);
  const rows = sorted(given, found).map((way) => ({
    id: way.base.id,
    values: Object.fromEntries(
      sections.fields.map((field) => [field.id, shownValue(given, way, field)]),
    ),
  }));
  if (!sections.distinct) return rows;
  const once = new Map(rows.map((row) => [JSON.stringify(row), row] as const).toReversed());
  return [...once.values()].toReversed();
}

function waysOf(given: Evaluation): readonly Way[] {
  const { world, who, base, sections, catalogue } = given;
  let ways: readonly Way[] = recordsOf(world, base, who).map((one) => ({
    base: one,
    to: new Map(),
  }));
  for (const { name, of, through, required } of sections.relationships) {
    const seen = recordsOf(world, targetOf(catalogue, base, sections, name), who);
    ways = ways.flatMap((way) => {
      const from = of === undefined ? way.base : way.to.get(of);
      const reached = from ? seen.filter((one) => leads(given, from, one, through)) : [];
      if (reached.length === 0 && required) return [];
      const all: readonly (Rec | undefined)[] = reached.length === 0 ? [undefined] : reached;
      return all.map((one) => ({ base: way.base, to: new Map([...way.to, [name, one]]) }));
    });
  }
  return ways;
}

function leads({ world, who }: Evaluation, from: Rec, to: Rec, through: string): boolean {
  if (through.startsWith('fields.')) return scalarsOf(from, through).includes(to.id);
  if (through === 'reverse.author') return to.columns['author'] === from.id;
  if (through.startsWith('reverse.')) return scalarsOf(to, through.slice(8)).includes(from.id);
  if (through === 'revisions') return to.columns['item'] === from.id;
  const parentsOf = (id: string) =>
    termsFor(world, who).find((term) => term.id === id)?.parents ?? [];
  if (through === 'parents') return parentsOf(from.id).some((id) => id === to.id);
  if (through === 'children') return parentsOf(to.id).some((id) => id === from.id);
  return from.columns[through] === to.id;
}

function sortValue(given: Evaluation, way: Way, sort: ColumnRef): unknown {
  const [value] = scalarsOf(recordOf(way, sort), sort.column);
  if (value === undefined) return undefined;
  return columnOf(given, sort).kind === 'number' ? Number(value) : value;
}

function sorted(given: Evaluation, ways: readonly Way[]): readonly Way[] {
  const { sorts, relationships } = given.sections;
  const last = sorts.at(-1)?.direction ?? 'desc';
  const several = relationships.filter(
    ({ name, through, of }) =>
      given.catalogue
        .findBase(
          of === undefined ? given.base : targetOf(given.catalogue, given.base, given.sections, of),
        )
        ?.links.get(through)?.several && name,
  );
  return ways.toSorted((a, b) => {
    for (const sort of sorts) {
      const order = inOrder(sortValue(given, a, sort), sortValue(given, b, sort), sort.direction);
      if (order !== 0) return order;
    }
    for (const { name } of several) {
      const order = inOrder(a.to.get(name)?.id, b.to.get(name)?.id, last);
      if (order !== 0) return order;
    }
    return inOrder(a.base.id, b.base.id, last);
  });
}
