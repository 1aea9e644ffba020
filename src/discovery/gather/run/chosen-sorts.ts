import type { Sections, Sort } from '../definition/gather.ts';
import type { KnownTables } from '../query/known-tables.ts';
import type { GatherResult } from './gather-result.ts';

export interface ChosenSorts {
  readonly sorts: readonly Sort[];
  readonly problems: GatherResult['problems'];
}

/** The order that the reader chose, with what the listing says for rows that are the same in it. */
export function chosenSorts(
  tables: KnownTables,
  sections: Sections,
  sort: string | undefined,
): ChosenSorts {
  const { sorts } = sections;
  const usual = sorts.length > 0 ? sorts : newestFirst(tables, sections);
  if (sort === undefined || sort === '') return { sorts: usual, problems: [] };
  const isReversed = sort.startsWith('-');
  const chosen = sortOf(sections, isReversed ? sort.slice(1) : sort);
  if (!chosen) {
    const message = 'There is no such order.';
    return { sorts: usual, problems: [{ filter: 'sort', message }] };
  }
  const direction = isReversed ? OTHER[chosen.direction] : chosen.direction;
  const rest = sorts.filter((one) => one.column !== chosen.column || one.of !== chosen.of);
  return { sorts: [{ ...chosen, direction }, ...rest], problems: [] };
}

const OTHER = { asc: 'desc', desc: 'asc' } as const;

function sortOf({ sorts, style, fields }: Sections, id: string): Sort | undefined {
  const exposed = sorts.find((one) => one.exposed?.id === id);
  if (exposed) return exposed;
  const field = fields.find((one) => one.id === id);
  if (!field || style.kind !== 'table' || !style.sortable.includes(id)) return undefined;
  const { column, of, aggregate } = field;
  return {
    column,
    direction: 'asc',
    ...(of === undefined ? {} : { of }),
    ...(aggregate === undefined ? {} : { aggregate }),
  };
}

/** What says nothing of its order has the newest first; the ids of records say when they were made. */
function newestFirst(tables: KnownTables, { fields }: Sections): readonly Sort[] {
  const created = { column: 'created', direction: 'desc' } as const;
  return tables.find(created) && !fields.some(({ aggregate }) => aggregate) ? [created] : [];
}
