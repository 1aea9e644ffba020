import type { TermId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Queries } from '#platform/database';
import { TermNotFound } from './category-errors.ts';
import { checkMayAdminister } from './category-permissions.ts';
import { deleteTermRow, findTerm } from './category-store.ts';
import type { Term } from './category.ts';

/** Deletes a term; answers what it was. Content keeps its references and shows them as gone. */
export async function deleteTerm(queries: Queries, ctx: RequestContext, id: TermId): Promise<Term> {
  checkMayAdminister(ctx);
  const term = await findTerm(queries, id);
  if (!term) throw new TermNotFound();
  await deleteTermRow(queries, id);
  ctx.log.info({ term: id, vocabulary: term.vocabulary.name, actor: ctx.actor.id }, 'term deleted');
  return term;
}
