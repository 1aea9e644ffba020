import type { RequestContext } from '#grammar/access';
import type { CategoryDeps } from './category-deps.ts';
import { checkMayAdminister } from './category-permissions.ts';
import { changeTerms } from './term-place.ts';

/** Deletes a vocabulary with its terms. Content keeps its references and shows them as gone. */
export async function deleteVocabulary(
  deps: CategoryDeps,
  context: RequestContext,
  name: string,
): Promise<void> {
  checkMayAdminister(context);
  await changeTerms(deps, context, undefined, async (place) =>
    place.removeVocabulary(await place.lock(name)),
  );
  context.log.info({ vocabulary: name, actor: context.actor.id }, 'vocabulary deleted');
}
