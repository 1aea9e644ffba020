import type { RequestContext } from '#grammar/access';
import type { Taps } from '#grammar/taps';
import type { Term } from './category.ts';
import { tappedTerm, termDelete } from './term-taps.ts';

/** Tells plugins of terms that are gone, as many as there are. */
export async function tellDeleted(
  taps: Taps,
  ctx: RequestContext,
  terms: readonly Term[],
): Promise<void> {
  if (terms.length === 0 || !taps.has(termDelete)) return;
  await taps.ask(
    ctx,
    termDelete,
    terms.map((term) => ({ term: tappedTerm(term) })),
  );
}
