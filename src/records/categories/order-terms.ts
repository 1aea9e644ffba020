import type { TermId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Database } from '#platform/database';
import { TermsChanged, VocabularyNotFound } from './category-errors.ts';
import { checkMayAdminister } from './category-permissions.ts';
import { findVocabulary, lockTerms, writeWeights } from './category-store.ts';

/** Puts the terms of a vocabulary in this order; each must be named once. */
export async function orderTerms(
  database: Database,
  ctx: RequestContext,
  vocabularyName: string,
  ids: readonly TermId[],
): Promise<void> {
  checkMayAdminister(ctx);
  await database.transaction(async (transaction) => {
    const vocabulary = await findVocabulary(transaction, vocabularyName);
    if (!vocabulary) throw new VocabularyNotFound(vocabularyName);
    const there = new Set(await lockTerms(transaction, vocabulary));
    const named = new Set(ids);
    if (named.size !== ids.length || named.symmetricDifference(there).size > 0)
      throw new TermsChanged();
    await writeWeights(transaction, ids);
  });
  ctx.log.info({ vocabulary: vocabularyName, actor: ctx.actor.id }, 'terms put in order');
}
