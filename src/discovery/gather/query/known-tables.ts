import type { PlacedBase, PlacedCatalogue } from '../catalogue/placed-column.ts';
import type { ColumnRef, Relationship } from '../definition/gather.ts';
import { MOST_STEPS } from '../check/known-columns.ts';
import { GatherOutdated } from '../run/run-errors.ts';
import { baseAlias } from './compile-query.ts';
import type { ColumnNode, JoinNode } from './nodes.ts';

/** The tables of a query, and the columns that a definition names in them. */
export interface KnownTables {
  readonly base: PlacedBase;
  readonly joins: readonly JoinNode[];
  /** undefined: the actor may not see it, or it is there no more. */
  find(ref: ColumnRef): ColumnNode | undefined;
}

/** Follows the relationships of a listing, each after the one that it starts from. */
export function knownTables(
  catalogue: PlacedCatalogue,
  baseName: string,
  relationships: readonly Relationship[],
): KnownTables {
  const base = catalogue.findBase(baseName);
  if (!base) throw new GatherOutdated(baseName);
  const alias = baseAlias({ base });
  const joins = new Map<string, JoinNode>();
  let open = relationships;
  for (let step = 0; step < MOST_STEPS && open.length > 0; step += 1) {
    const next = open.filter(({ of }) => of === undefined || joins.has(of));
    for (const relationship of next) {
      const from = relationship.of === undefined ? undefined : joins.get(relationship.of);
      const link = (from?.base ?? base).links.get(relationship.through);
      const to = link && catalogue.findBase(link.to);
      if (!to) throw new GatherOutdated(relationship.through);
      joins.set(relationship.name, {
        alias: `r${relationships.indexOf(relationship)}`,
        from: from?.alias ?? alias,
        base: to,
        way: link.way,
        several: link.several,
        required: relationship.required,
      });
    }
    open = open.filter(({ name }) => !joins.has(name));
  }
  if (open[0]) throw new GatherOutdated(open[0].name);
  return {
    base,
    joins: [...joins.values()],
    find({ of, column }) {
      const join = of === undefined ? undefined : joins.get(of);
      if (of !== undefined && !join) return undefined;
      const found = (join?.base ?? base).columns.get(column);
      return found && { table: join?.alias ?? alias, column: found };
    },
  };
}
