import type { Catalogue, CatalogueColumn } from '#discovery/gather';
import type { Column, ColumnRef, Sections, Sort } from '#discovery/gather';
import type { World, WorldActor } from './gather-world.ts';
import { jsonValues, type Rec } from './records.ts';

/** A record with those that relationships lead to; undefined: to nothing. */
export interface Way {
  readonly base: Rec;
  readonly to: ReadonlyMap<string, Rec | undefined>;
}

export interface Evaluation {
  readonly world: World;
  readonly catalogue: Catalogue;
  readonly who: WorldActor;
  readonly base: string;
  readonly sections: Sections;
}

export function columnOf(
  { catalogue, base, sections }: Evaluation,
  ref: ColumnRef,
): CatalogueColumn {
  const name = ref.of === undefined ? base : targetOf(catalogue, base, sections, ref.of);
  const column = catalogue.findBase(name)?.columns.get(ref.column);
  if (!column) throw new Error(`no ${ref.column}`);
  return column;
}

export function targetOf(
  catalogue: Catalogue,
  base: string,
  sections: Sections,
  of: string,
): string {
  const relationship = sections.relationships.find(({ name }) => name === of);
  if (!relationship) throw new Error(`no ${of}`);
  const from =
    relationship.of === undefined ? base : targetOf(catalogue, base, sections, relationship.of);
  return catalogue.findBase(from)?.links.get(relationship.through)?.to ?? '';
}

export const recordOf = (way: Way, { of }: ColumnRef) =>
  of === undefined ? way.base : way.to.get(of);

/** What is empty comes last, whichever way it goes. */
export function inOrder(a: unknown, b: unknown, direction: Sort['direction']): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const order = compareScalars(a, b);
  return direction === 'asc' ? order : -order;
}

export function shownValue(given: Evaluation, way: Way, field: Column): unknown {
  const record = recordOf(way, field);
  const column = columnOf(given, field);
  if (field.column.startsWith('fields.')) {
    const values = jsonValues(record, field.column);
    if (!column.several) return values[0] ?? null;
    return values.length > 0 ? values : null;
  }
  const value = record?.columns[field.column];
  return value instanceof Date ? value.toISOString() : (value ?? null);
}

/** Text by code points, nothing else is there to choose. */
export function compareScalars(a: unknown, b: unknown): number {
  if (typeof a === 'string' && typeof b === 'string') {
    const [left, right] = [Buffer.from(a), Buffer.from(b)];
    return Buffer.compare(left, right);
  }
  return Number(a) - Number(b);
}
