import { isObject } from '#base';
import type { Aggregate, Column, ColumnRef } from '#discovery/gather';
import {
  columnOf,
  compareScalars,
  type Evaluation,
  inOrder,
  recordOf,
  shownValue,
  type Way,
} from './evaluation.ts';
import { jsonValues, scalarsOf } from './records.ts';

/** A row as it is answered. */
export interface ExpectedRow {
  readonly id: string | undefined;
  readonly values: Record<string, unknown>;
}

/** Of columns with several values each value makes a row of its own, before rows are grouped. */
export function groupedRows(given: Evaluation, ways: readonly Way[]): readonly ExpectedRow[] {
  const { fields, sorts } = given.sections;
  const several = new Map<string, ColumnRef>();
  for (const ref of [...fields, ...sorts])
    if (columnOf(given, ref).several && ref.column.startsWith('fields.'))
      several.set(`${ref.of} ${ref.column}`, ref);
  type Spread = { readonly way: Way; readonly at: ReadonlyMap<string, unknown> };
  let spread: readonly Spread[] = ways.map((way) => ({ way, at: new Map() }));
  for (const [key, ref] of several)
    spread = spread.flatMap(({ way, at }) => {
      const values = jsonValues(recordOf(way, ref), ref.column);
      const once = [...new Map(values.map((value) => [stable(value), value])).values()];
      return (once.length === 0 ? [undefined] : once).map((value) => ({
        way,
        at: new Map([...at, [key, value]]),
      }));
    });
  const jsonAt = ({ way, at }: Spread, ref: ColumnRef): unknown => {
    const key = `${ref.of} ${ref.column}`;
    if (several.has(key)) return at.get(key) ?? null;
    return shownValue(given, way, ref as Column);
  };
  const scalarAt = (one: Spread, ref: ColumnRef): unknown => {
    const json = jsonAt(one, ref);
    const [value] = isObject(json)
      ? scalarsOf({ base: '', id: '', columns: {}, fields: { x: json as never } }, 'fields.x')
      : [json];
    if (value === undefined || value === null) return undefined;
    return columnOf(given, ref).kind === 'number' ? Number(value) : value;
  };
  const keys = fields.filter(({ aggregate }) => !aggregate);
  const groups = new Map<string, Spread[]>();
  if (keys.length === 0) groups.set(stable([]), []);
  for (const one of spread) {
    const key = stable(keys.map((ref) => jsonAt(one, ref)));
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const made = [...groups.values()].map((members) => {
    const [first] = members;
    const values = Object.fromEntries(
      fields.map((field) => [
        field.id,
        field.aggregate
          ? aggregated(
              members.flatMap((one) => scalarAt(one, field) ?? []),
              field.aggregate,
            )
          : first && jsonAt(first, field),
      ]),
    );
    const order = sorts.map((sort) => ({
      direction: sort.direction,
      value: sort.aggregate
        ? (aggregated(
            members.flatMap((one) => scalarAt(one, sort) ?? []),
            sort.aggregate,
          ) ?? undefined)
        : first && scalarAt(first, sort),
    }));
    return { id: undefined, values, order };
  });
  return made
    .toSorted((a, b) => {
      for (const [i, { value, direction }] of a.order.entries()) {
        const order = inOrder(value, b.order[i]?.value, direction);
        if (order !== 0) return order;
      }
      return 0;
    })
    .map(({ id, values }) => ({ id, values }));
}

function aggregated(values: readonly {}[], aggregate: Aggregate): unknown {
  const numbers = values.map(Number);
  const ordered = values.toSorted(compareScalars);
  const text = (value: unknown) => (value instanceof Date ? value.toISOString() : value);
  switch (aggregate) {
    case 'count':
      return values.length;
    case 'count_distinct':
      return new Set(values.map(String)).size;
    case 'sum':
      return values.length === 0 ? null : numbers.reduce((a, b) => a + b, 0);
    case 'average':
      return values.length === 0 ? null : numbers.reduce((a, b) => a + b, 0) / values.length;
    case 'minimum':
      return text(ordered[0] ?? null);
    case 'maximum':
      return text(ordered.at(-1) ?? null);
  }
}

function stable(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isObject(inner) && !(inner instanceof Date)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
