import type { RequestContext } from '#grammar/access';
import type { GatherShowDeps } from '../show-deps.ts';
import type { PlacedFilter } from './exposed-filters.ts';
import type { FilterProblem } from './read-asked.ts';

/** More records of one name than this are told apart by nobody. */
const MOST = 50;

/**
 * The query string with the ids of records whose names were typed: without scripts nothing but
 * the name is sent. `problems` are of names that nothing has, or several things have.
 */
export async function withTypedLabels(
  { references }: Pick<GatherShowDeps, 'references'>,
  ctx: RequestContext,
  filters: readonly PlacedFilter[],
  query: URLSearchParams,
): Promise<{ readonly query: URLSearchParams; readonly problems: readonly FilterProblem[] }> {
  const problems: FilterProblem[] = [];
  const read = new URLSearchParams(query);
  for (const [{ id }, source] of filters) {
    const text = query.get(`${id}[text]`)?.trim().slice(0, 300);
    if (text === undefined || source?.references === undefined) continue;
    // What was chosen from the list belongs to its own name only.
    if (query.get(id) && query.get(`${id}[label]`) === text) continue;
    read.set(id, '');
    if (text === '') continue;
    const { type, bundles } = source.references;
    const clean = text.toWellFormed().replaceAll('\0', '');
    const found = await references.get(type).search(ctx, clean, bundles, MOST);
    const same = found.filter(({ label }) => label.toLowerCase() === clean.toLowerCase());
    const [only] = same;
    if (only && same.length === 1) read.set(id, only.value);
    else {
      const message = only
        ? `There are ${same.length} called “${text}”: choose one from the list.`
        : `Nothing is called “${text}”.`;
      problems.push({ filter: id, message });
    }
  }
  return { query: read, problems };
}
