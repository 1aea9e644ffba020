import type { RequestContext } from '#grammar/access';
import { type CategoryDeps, changeTerms } from './category-deps.ts';
import { checkMayAdminister } from './category-permissions.ts';
import { tellDeleted } from './tell-deleted.ts';
import { listAllTerms } from './term-store.ts';
import { termDelete } from './term-taps.ts';
import { deleteVocabularyRow, lockVocabulary } from './vocabulary-store.ts';

/** Deletes a vocabulary with its terms. Content keeps its references and shows them as gone. */
export async function deleteVocabulary(
  deps: CategoryDeps,
  context: RequestContext,
  name: string,
): Promise<void> {
  checkMayAdminister(context);
  await changeTerms(deps, context, undefined, async (queries, ctx) => {
    const vocabulary = await lockVocabulary(queries, name);
    const terms = deps.taps.has(termDelete) ? await listAllTerms(queries, vocabulary) : [];
    await deleteVocabularyRow(queries, vocabulary.id);
    await tellDeleted(deps.taps, ctx, terms);
  });
  context.log.info({ vocabulary: name, actor: context.actor.id }, 'vocabulary deleted');
}
