import type { RequestContext } from '#grammar/access';
import type { Queries } from '#platform/database';
import { VocabularyNotFound } from './category-errors.ts';
import { checkMayAdminister } from './category-permissions.ts';
import { deleteVocabularyRow, findVocabulary } from './category-store.ts';

/** Deletes a vocabulary with its terms. Content keeps its references and shows them as gone. */
export async function deleteVocabulary(
  queries: Queries,
  ctx: RequestContext,
  name: string,
): Promise<void> {
  checkMayAdminister(ctx);
  const vocabulary = await findVocabulary(queries, name);
  if (!vocabulary) throw new VocabularyNotFound(name);
  await deleteVocabularyRow(queries, vocabulary.id);
  ctx.log.info({ vocabulary: name, actor: ctx.actor.id }, 'vocabulary deleted');
}
