import type { RequestContext } from '#grammar/access';
import type { GatherQuery, GatherResult, Row } from '../run/gather-result.ts';
import type { GatherShowDeps } from '../show-deps.ts';
import { LARGEST_PAGE } from '../definition/gather-schema.ts';

/** More than this is for the API, page by page. */
const MOST = 5_000;

/**
 * All rows of a display, for a file: page after page, each as cheap as the first. Where it has no
 * pager, its size is all there is.
 */
export async function collectRows(
  { gathers }: Pick<GatherShowDeps, 'gathers'>,
  ctx: RequestContext,
  gather: string,
  display: string,
  query: GatherQuery,
): Promise<GatherResult> {
  const first = await gathers.run(ctx, gather, display, query);
  if (first.sections.pager.kind === 'none' || first.next === undefined) return first;
  const rows: Row[] = [...first.rows];
  let after: string | undefined = first.next;
  while (after !== undefined && rows.length < MOST) {
    // Each begins where the one before ended.
    const page: GatherResult = await gathers.run(ctx, gather, display, {
      ...query,
      after,
      size: LARGEST_PAGE,
    });
    rows.push(...page.rows);
    after = page.next;
  }
  return { ...first, rows: rows.slice(0, MOST) };
}
