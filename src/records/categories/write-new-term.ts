import type { RequestContext } from '#grammar/access';
import type { Queries } from '#platform/database';
import type { CategoryDeps } from './category-deps.ts';
import type { Term, Vocabulary } from './category.ts';
import { renewClosure, writeParents } from './hierarchy-store.ts';
import { writeSynonyms } from './synonym-store.ts';
import { tappedTerm, termInsert } from './term-taps.ts';
import { insertTerm } from './term-store.ts';

/** A new term that was checked. */
export type NewTerm = Omit<Term, 'vocabulary' | 'weight'> & { readonly vocabulary: Vocabulary };

/** Writes a term with all that belongs to it, and tells plugins. Answers it as it is now. */
export async function writeNewTerm(
  { taps }: CategoryDeps,
  queries: Queries,
  ctx: RequestContext,
  term: NewTerm,
): Promise<void> {
  const { id, name, description, vocabulary, parents, synonyms } = term;
  await insertTerm(queries, { id, vocabulary_id: vocabulary.id, name, description });
  if (synonyms.length > 0) await writeSynonyms(queries, vocabulary.id, id, synonyms);
  if (parents.length > 0) await writeParents(queries, id, parents);
  await renewClosure(queries, [id]);
  if (taps.has(termInsert)) await taps.ask(ctx, termInsert, [{ term: tappedTerm(term) }]);
  ctx.log.info({ term: id, vocabulary: vocabulary.name, actor: ctx.actor.id }, 'term created');
}
