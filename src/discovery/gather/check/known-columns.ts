import type { Base, Catalogue, CatalogueColumn } from '../catalogue/catalogue.ts';
import type { ColumnRef, Relationship } from '../definition/gather.ts';

/** How far relationships may lead from the base. */
export const MOST_STEPS = 3;

/** What relationships lead to, by name: as far as they make sense. */
export interface KnownColumns {
  /** The base, or what a relationship leads to; undefined: there is no such relationship. */
  baseOf(of: string | undefined): Base | undefined;
  find(ref: ColumnRef): CatalogueColumn | undefined;
}

export type RelationshipTrouble = 'unknown_start' | 'loop' | 'too_deep' | 'unknown_link';

/** Follows relationships; `trouble` is told of those that lead nowhere. */
export function knownColumns(
  catalogue: Catalogue,
  base: Base,
  relationships: readonly Relationship[],
  trouble: (relationship: Relationship, what: RelationshipTrouble) => void,
): KnownColumns {
  const byName = new Map(relationships.map((one) => [one.name, one]));
  const bases = new Map<string, Base>();
  for (const relationship of relationships) {
    const found = follow(catalogue, base, byName, relationship);
    if (typeof found === 'string') trouble(relationship, found);
    else bases.set(relationship.name, found);
  }
  const baseOf = (of: string | undefined) => (of === undefined ? base : bases.get(of));
  return { baseOf, find: ({ of, column }) => baseOf(of)?.columns.get(column) };
}

function follow(
  catalogue: Catalogue,
  base: Base,
  byName: ReadonlyMap<string, Relationship>,
  relationship: Relationship,
): Base | RelationshipTrouble {
  const way: Relationship[] = [];
  for (let at: Relationship | undefined = relationship; at;) {
    if (way.includes(at)) return 'loop';
    way.unshift(at);
    const { of }: Relationship = at;
    if (of !== undefined && !byName.has(of)) return 'unknown_start';
    at = of === undefined ? undefined : byName.get(of);
  }
  if (way.length > MOST_STEPS) return 'too_deep';
  let here = base;
  for (const { through } of way) {
    const link = here.links.get(through);
    const next = link && catalogue.findBase(link.to);
    if (!next) return 'unknown_link';
    here = next;
  }
  return here;
}
