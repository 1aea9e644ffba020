import { newId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Transaction } from '#platform/database';
import type { CategoryDeps } from './category-deps.ts';
import { InvalidVocabulary } from './category-errors.ts';
import { checkMayAdminister } from './category-permissions.ts';
import type { Vocabulary, VocabularyInput } from './category.ts';
import { createCategoryCheck } from './check-category.ts';
import { changeTerms } from './term-place.ts';

/** `given`: a transaction that is open. */
export async function createVocabulary(
  deps: CategoryDeps,
  ctx: RequestContext,
  name: unknown,
  input: VocabularyInput,
  given?: Transaction,
): Promise<Vocabulary> {
  checkMayAdminister(ctx);
  const check = createCategoryCheck();
  const vocabulary = {
    id: newId<'vocabulary'>(),
    name: check.machineName('name', name),
    label: check.name('label', input.label, undefined),
    description: check.description('description', input.description),
  };
  const add = () => changeTerms(deps, ctx, given, (place) => place.addVocabulary(vocabulary));
  if (check.problems.length === 0 && !(await add()))
    check.problem('name', 'taken', `There is a vocabulary “${vocabulary.name}” already.`);
  if (check.problems.length > 0) throw new InvalidVocabulary(check.problems);
  ctx.log.info({ vocabulary: vocabulary.name, actor: ctx.actor.id }, 'vocabulary created');
  return vocabulary;
}
