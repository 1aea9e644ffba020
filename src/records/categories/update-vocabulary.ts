import type { RequestContext } from '#grammar/access';
import type { Queries } from '#platform/database';
import { InvalidVocabulary } from './category-errors.ts';
import { checkMayAdminister } from './category-permissions.ts';
import type { Vocabulary, VocabularyInput } from './category.ts';
import { createCategoryCheck } from './check-category.ts';
import { getVocabulary, writeVocabulary } from './vocabulary-store.ts';

/** Gives a vocabulary another label or description; its machine name stays. */
export async function updateVocabulary(
  queries: Queries,
  ctx: RequestContext,
  name: string,
  input: VocabularyInput,
): Promise<Vocabulary> {
  checkMayAdminister(ctx);
  const before = await getVocabulary(queries, name);
  const check = createCategoryCheck();
  const vocabulary = {
    ...before,
    label: check.name('label', input.label, before.label),
    description: check.description('description', input.description, before.description),
  };
  if (check.problems.length > 0) throw new InvalidVocabulary(check.problems);
  await writeVocabulary(queries, vocabulary);
  ctx.log.info({ vocabulary: name, actor: ctx.actor.id }, 'vocabulary changed');
  return vocabulary;
}
