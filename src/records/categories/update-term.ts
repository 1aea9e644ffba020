import type { TermId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Queries } from '#platform/database';
import { InvalidTerm, TermNotFound } from './category-errors.ts';
import { checkMayAdminister } from './category-permissions.ts';
import { findTerm, writeTerm } from './category-store.ts';
import type { Term, TermInput } from './category.ts';
import { createCategoryCheck } from './check-category.ts';

export async function updateTerm(
  queries: Queries,
  ctx: RequestContext,
  id: TermId,
  input: TermInput,
): Promise<Term> {
  checkMayAdminister(ctx);
  const before = await findTerm(queries, id);
  if (!before) throw new TermNotFound();
  const check = createCategoryCheck();
  const term = {
    ...before,
    name: check.name('name', input.name, before.name),
    description: check.description('description', input.description, before.description),
  };
  if (check.problems.length === 0 && !(await writeTerm(queries, term)))
    check.problem('name', 'taken', `${before.vocabulary.label} has a term “${term.name}” already.`);
  if (check.problems.length > 0) throw new InvalidTerm(check.problems);
  ctx.log.info({ term: id, actor: ctx.actor.id }, 'term changed');
  return term;
}
