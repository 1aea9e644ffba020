import type { Sections } from '../definition/gather.ts';
import { operandShape } from '../definition/operand-shape.ts';
import type { GatherQuery } from '../run/gather-result.ts';
import { DEEPEST_OFFSET } from '../run/run-limits.ts';
import { type ExposedFilter, exposedFilters, isSwitch, takesSeveral } from './exposed-filters.ts';

/** What a reader asks for by the query string of a page. */
export interface Asked {
  readonly exposed: NonNullable<GatherQuery['exposed']>;
  readonly sort?: string;
  /** From 0. */
  readonly page: number;
  readonly after?: string;
  /** What was not understood before anything was asked. */
  readonly problems: readonly FilterProblem[];
}

export interface FilterProblem {
  readonly filter: string;
  readonly message: string;
}

/** Says that the form was sent, where it would otherwise send nothing: boxes that are not ticked. */
export const SENT = 'filtered';
/** Forgets what was chosen. */
export const RESET = 'reset';

/** Reads a query string; names that the listing does not know are not its own, and are left alone. */
export function readAsked(sections: Sections, query: URLSearchParams): Asked {
  const exposed: { [id: string]: readonly string[] } = {};
  for (const filter of exposedFilters(sections)) {
    const texts = textsOf(filter, query);
    if (texts !== undefined) exposed[filter.id] = texts;
  }
  const sort = sortOf(sections, query.get('sort') ?? '');
  const after = query.get('after');
  return {
    exposed,
    problems: [],
    page: pageOf(query.get('page') ?? '', sections.pager.size),
    ...(sort === undefined ? {} : { sort }),
    ...(after === null || after.length > 2_000 ? {} : { after }),
  };
}

/** undefined: the reader did not say, and the filter's own value counts. */
function textsOf(filter: ExposedFilter, query: URLSearchParams): readonly string[] | undefined {
  if (!query.has(filter.id)) {
    const unticked = query.has(SENT) && (isSwitch(filter) || filter.exposed.multiple);
    return unticked ? [] : undefined;
  }
  const all = query.getAll(filter.id).map(cleaned);
  const texts = takesSeveral(filter) ? all : all.slice(-1);
  if (texts.every((text) => text === '')) return [];
  // The ends of a range stand in their places, of which one may be open.
  return operandShape(filter.operator) === 'two'
    ? [texts[0] ?? '', texts[1] ?? '']
    : texts.filter(Boolean);
}

/** Without what no text of the site can have. */
function cleaned(text: string): string {
  return text.toWellFormed().replaceAll('\0', '').trim();
}

/** The orders that readers may choose: those offered, and the columns whose headings sort. */
export function sortNames({ sorts, style }: Sections): ReadonlySet<string> {
  return new Set([
    ...sorts.flatMap(({ exposed }) => exposed?.id ?? []),
    ...(style.kind === 'table' ? style.sortable : []),
  ]);
}

function sortOf(sections: Sections, text: string): string | undefined {
  return sortNames(sections).has(text.replace(/^-/, '')) ? text : undefined;
}

/** The page that is asked for, or the last that there can be; the first when it makes no sense. */
function pageOf(text: string, size: number): number {
  const page = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  return Math.min(page, Math.floor(DEEPEST_OFFSET / size));
}
