import { newId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Queries } from '#platform/database';
import { InvalidVocabulary } from './category-errors.ts';
import { checkMayAdminister } from './category-permissions.ts';
import type { Vocabulary, VocabularyInput } from './category.ts';
import { createCategoryCheck } from './check-category.ts';
import { insertVocabulary } from './vocabulary-store.ts';

export async function createVocabulary(
  queries: Queries,
  ctx: RequestContext,
  name: unknown,
  input: VocabularyInput,
): Promise<Vocabulary> {
  checkMayAdminister(ctx);
  const check = createCategoryCheck();
  const vocabulary = {
    id: newId<'vocabulary'>(),
    name: check.machineName('name', name),
    label: check.name('label', input.label, undefined),
    description: check.description('description', input.description),
  };
  if (check.problems.length === 0 && !(await insertVocabulary(queries, vocabulary)))
    check.problem('name', 'taken', `There is a vocabulary “${vocabulary.name}” already.`);
  if (check.problems.length > 0) throw new InvalidVocabulary(check.problems);
  ctx.log.info({ vocabulary: vocabulary.name, actor: ctx.actor.id }, 'vocabulary created');
  return vocabulary;
}
