import type { KeptChoices } from '#grammar/routes';
import type { Sections } from '../definition/gather.ts';
import { exposedFilters } from './exposed-filters.ts';
import { RESET, SENT } from './read-asked.ts';

/** Whether what is asked for is to be remembered, or forgotten: of this browser alone. */
export function choosesNow(sections: Sections, query: URLSearchParams): boolean {
  const filters = exposedFilters(sections);
  return (
    filters.some(({ exposed }) => exposed.remember) &&
    [RESET, SENT, ...filters.map(({ id }) => id)].some((name) => query.has(name))
  );
}

/**
 * The query string with what the reader chose on an earlier visit, where they chose nothing now.
 * Of what they choose now, the filters that are to be remembered are kept.
 */
export function withKept(
  sections: Sections,
  query: URLSearchParams,
  kept: KeptChoices | undefined,
  name: string,
): URLSearchParams {
  const filters = exposedFilters(sections);
  const remembered = filters.filter(({ exposed }) => exposed.remember).map(({ id }) => id);
  if (remembered.length === 0 || kept === undefined) return query;
  if (query.has(RESET)) {
    kept.keep(name, undefined);
    return query;
  }
  if (query.has(SENT) || filters.some(({ id }) => query.has(id))) {
    const chosen = remembered.flatMap((id) => query.getAll(id).map((text) => [id, text]));
    const text = new URLSearchParams(chosen).toString();
    // What is longer is no choice of a person.
    kept.keep(name, text === '' || text.length > 500 ? undefined : text);
    return query;
  }
  return new URLSearchParams([...new URLSearchParams(kept.find(name) ?? ''), ...query]);
}
