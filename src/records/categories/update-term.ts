import type { TermId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { CategoryDeps } from './category-deps.ts';
import { InvalidTerm } from './category-errors.ts';
import { checkMayAdminister } from './category-permissions.ts';
import type { Term, TermInput } from './category.ts';
import { checkTerm } from './check-term.ts';
import { lockTerm } from './lock-term.ts';
import { changeTerms } from './term-place.ts';

/** Changes what a term is called, what it says, and what it stands under. */
export async function updateTerm(
  deps: CategoryDeps,
  context: RequestContext,
  id: TermId,
  input: TermInput,
): Promise<Term> {
  checkMayAdminister(context);
  return changeTerms(deps, context, undefined, async (place, ctx) => {
    const { term: before, vocabulary } = await lockTerm(place, id);
    const { term, problems } = await checkTerm(place, vocabulary, id, input, before);
    if (problems.length > 0) throw new InvalidTerm(problems);
    const after = await place.write(vocabulary, before, term);
    ctx.log.info({ term: id, actor: ctx.actor.id }, 'term changed');
    return after;
  });
}
