import { newId, type TermId } from '#base';
import { queriesOf, type RequestContext } from '#grammar/access';
import type { Transaction } from '#platform/database';
import type { CategoryDeps } from './category-deps.ts';
import { InvalidTerm } from './category-errors.ts';
import { checkMayCreate } from './category-permissions.ts';
import type { Term, Vocabulary } from './category.ts';
import { createCategoryCheck } from './check-category.ts';
import { changeTerms } from './term-place.ts';
import { findTerm, findTermNamed } from './term-store.ts';
import { type TermView, viewTerms } from './term-view.ts';
import { getVocabulary } from './vocabulary-store.ts';

export interface FindTermOptions {
  readonly create: boolean;
  /** The id to use for a new term, unless it is taken; default a new UUIDv7. */
  readonly id?: TermId;
  /** Take part in a transaction that is already open. */
  readonly queries?: Transaction;
}

/**
 * The term of this id, else the one that has this name as its own or as another one (in any case),
 * made if there is none and `create` says so. For imports: a term keeps the id that it had elsewhere.
 */
export async function findOrCreateTerm(
  deps: CategoryDeps,
  context: RequestContext,
  vocabularyName: string,
  given: string,
  { create, id, queries: within }: FindTermOptions,
): Promise<Term | undefined> {
  const name = checkName(given);
  const find = async (view: TermView, vocabulary: Vocabulary) => {
    const same = id && (await findTerm(view, id));
    if (same && same.vocabulary.name === vocabularyName) return same;
    return findTermNamed(view, vocabulary, name);
  };
  const seen = await viewTerms(within ?? queriesOf(deps.database, context), context.stage);
  const found = await find(seen, await getVocabulary(seen, vocabularyName));
  if (found || !create) return found;
  checkMayCreate(context);
  return changeTerms(deps, context, within, async (place, ctx) => {
    const vocabulary = await place.lock(vocabularyName);
    // Somebody else may have made it at the same moment: then theirs is the one.
    const theirs = await find(place, vocabulary);
    if (theirs) return theirs;
    const isFree = id !== undefined && (await findTerm(place, id)) === undefined;
    const own = isFree ? id : newId<'term'>();
    await place.add({ id: own, name, description: '', parents: [], synonyms: [], vocabulary });
    ctx.log.info({ term: own, vocabulary: vocabularyName, actor: ctx.actor.id }, 'term created');
    return findTerm(place, own);
  });
}

function checkName(given: string): string {
  const check = createCategoryCheck();
  const name = check.name('name', given, undefined);
  if (check.problems.length > 0) throw new InvalidTerm(check.problems);
  return name;
}
