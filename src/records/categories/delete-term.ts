import type { TermId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Transaction } from '#platform/database';
import type { CategoryDeps } from './category-deps.ts';
import { checkMayAdminister, checkMayCreate } from './category-permissions.ts';
import type { Term } from './category.ts';
import { lockTerm } from './lock-term.ts';
import { changeTerms } from './term-place.ts';

/**
 * Deletes a term; answers what it was. Content keeps its references and shows them as gone. Terms
 * that stood only under it move up to where it stood.
 */
export async function deleteTerm(
  deps: CategoryDeps,
  context: RequestContext,
  id: TermId,
): Promise<Term> {
  checkMayAdminister(context);
  return changeTerms(deps, context, undefined, async (place, ctx) => {
    const { term } = await lockTerm(place, id);
    await place.remove(term);
    const { name: vocabulary } = term.vocabulary;
    ctx.log.info({ term: id, vocabulary, actor: ctx.actor.id }, 'term deleted');
    return term;
  });
}

/** Takes back a term that was made in the same transaction, for who may make terms. */
export async function takeBackTerm(
  deps: CategoryDeps,
  context: RequestContext,
  id: TermId,
  given: Transaction,
): Promise<void> {
  checkMayCreate(context);
  await changeTerms(deps, context, given, async (place) => {
    const { term } = await lockTerm(place, id);
    await place.takeBack(term);
  });
}
