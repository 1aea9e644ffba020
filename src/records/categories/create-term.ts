import { newId } from '#base';
import type { RequestContext } from '#grammar/access';
import { type CategoryDeps, changeTerms } from './category-deps.ts';
import { InvalidTerm, TermNotFound } from './category-errors.ts';
import { checkMayAdminister } from './category-permissions.ts';
import type { Term, TermInput } from './category.ts';
import { checkTerm } from './check-term.ts';
import { findTerm } from './term-store.ts';
import { lockVocabulary } from './vocabulary-store.ts';
import { writeNewTerm } from './write-new-term.ts';

/** Adds a term, under others or on top. */
export async function createTerm(
  deps: CategoryDeps,
  context: RequestContext,
  vocabularyName: string,
  input: TermInput,
): Promise<Term> {
  checkMayAdminister(context);
  return changeTerms(deps, context, undefined, async (queries, ctx) => {
    const vocabulary = await lockVocabulary(queries, vocabularyName);
    const id = newId<'term'>();
    const { term, problems } = await checkTerm(queries, vocabulary, id, input);
    if (problems.length > 0) throw new InvalidTerm(problems);
    await writeNewTerm(deps, queries, ctx, { ...term, id, vocabulary });
    const written = await findTerm(queries, id);
    if (!written) throw new TermNotFound();
    return written;
  });
}
