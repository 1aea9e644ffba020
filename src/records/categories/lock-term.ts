import type { TermId } from '#base';
import type { Queries } from '#platform/database';
import { TermNotFound } from './category-errors.ts';
import type { Term, Vocabulary } from './category.ts';
import { findTerm } from './term-store.ts';
import { lockVocabulary } from './vocabulary-store.ts';

/** A term as it is once nobody else changes its vocabulary any more. */
export async function lockTerm(
  queries: Queries,
  id: TermId,
): Promise<{ readonly term: Term; readonly vocabulary: Vocabulary }> {
  const seen = await findTerm(queries, id);
  if (!seen) throw new TermNotFound();
  const vocabulary = await lockVocabulary(queries, seen.vocabulary.name);
  const term = await findTerm(queries, id);
  if (!term) throw new TermNotFound();
  return { term, vocabulary };
}
