import type { TermId } from '#base';
import { TermNotFound } from './category-errors.ts';
import type { Term, Vocabulary } from './category.ts';
import type { TermPlace } from './term-place.ts';
import { findTerm } from './term-store.ts';

/** A term as it is once nobody else changes its vocabulary any more. */
export async function lockTerm(
  place: TermPlace,
  id: TermId,
): Promise<{ readonly term: Term; readonly vocabulary: Vocabulary }> {
  const seen = await findTerm(place, id);
  if (!seen) throw new TermNotFound();
  const vocabulary = await place.lock(seen.vocabulary.name);
  const term = await findTerm(place, id);
  if (!term) throw new TermNotFound();
  return { term, vocabulary };
}
