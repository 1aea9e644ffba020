import type { RequestContext } from '#grammar/access';
import type { CategoryDeps } from './category-deps.ts';
import { InvalidVocabulary } from './category-errors.ts';
import { checkMayAdminister } from './category-permissions.ts';
import type { Vocabulary, VocabularyInput } from './category.ts';
import { createCategoryCheck } from './check-category.ts';
import { changeTerms } from './term-place.ts';

/** Gives a vocabulary another label or description; its machine name stays. */
export async function updateVocabulary(
  deps: CategoryDeps,
  context: RequestContext,
  name: string,
  input: VocabularyInput,
): Promise<Vocabulary> {
  checkMayAdminister(context);
  return changeTerms(deps, context, undefined, async (place, ctx) => {
    const before = await place.lock(name);
    const check = createCategoryCheck();
    const vocabulary = {
      ...before,
      label: check.name('label', input.label, before.label),
      description: check.description('description', input.description, before.description),
    };
    if (check.problems.length > 0) throw new InvalidVocabulary(check.problems);
    await place.writeVocabulary(vocabulary);
    ctx.log.info({ vocabulary: name, actor: ctx.actor.id }, 'vocabulary changed');
    return vocabulary;
  });
}
