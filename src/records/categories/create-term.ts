import { newId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { CategoryDeps } from './category-deps.ts';
import { InvalidTerm, TermNotFound } from './category-errors.ts';
import { checkMayAdminister } from './category-permissions.ts';
import type { Term, TermInput } from './category.ts';
import { checkTerm } from './check-term.ts';
import { changeTerms } from './term-place.ts';
import { findTerm } from './term-store.ts';

/** Adds a term, under others or on top. */
export async function createTerm(
  deps: CategoryDeps,
  context: RequestContext,
  vocabularyName: string,
  input: TermInput,
): Promise<Term> {
  checkMayAdminister(context);
  return changeTerms(deps, context, undefined, async (place, ctx) => {
    const vocabulary = await place.lock(vocabularyName);
    const id = newId<'term'>();
    const { term, problems } = await checkTerm(place, vocabulary, id, input);
    if (problems.length > 0) throw new InvalidTerm(problems);
    await place.add({ ...term, id, vocabulary });
    ctx.log.info({ term: id, vocabulary: vocabularyName, actor: ctx.actor.id }, 'term created');
    const written = await findTerm(place, id);
    if (!written) throw new TermNotFound();
    return written;
  });
}
