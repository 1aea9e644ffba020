import type { OpenListing } from '../gathers.ts';
import type { GatherResult, Row } from '../run/gather-result.ts';
import { LARGEST_PAGE } from '../definition/gather-schema.ts';

/** More than this is for the API, page by page. */
const MOST = 5_000;

/**
 * All rows of a display, for a file: page after page, each as cheap as the first. Where it has no
 * pager, its size is all there is.
 */
export async function collectRows(
  listing: OpenListing,
  query: Parameters<OpenListing['run']>[0],
): Promise<GatherResult> {
  const first = await listing.run(query);
  if (first.sections.pager.kind === 'none' || first.next === undefined) return first;
  const rows: Row[] = [...first.rows];
  let after: string | undefined = first.next;
  while (after !== undefined && rows.length < MOST) {
    // Each begins where the one before ended.
    const page: GatherResult = await listing.run({ ...query, after, size: LARGEST_PAGE });
    rows.push(...page.rows);
    after = page.next;
  }
  return { ...first, rows: rows.slice(0, MOST) };
}
