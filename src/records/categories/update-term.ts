import { sameJson, type TermId } from '#base';
import type { RequestContext } from '#grammar/access';
import { type CategoryDeps, changeTerms } from './category-deps.ts';
import { InvalidTerm, TermNotFound } from './category-errors.ts';
import { checkMayAdminister } from './category-permissions.ts';
import type { Term, TermInput } from './category.ts';
import { checkTerm } from './check-term.ts';
import { renewClosure, writeParents } from './hierarchy-store.ts';
import { lockTerm } from './lock-term.ts';
import { writeSynonyms } from './synonym-store.ts';
import { tappedTerm, termUpdate } from './term-taps.ts';
import { findTerm, writeTerm } from './term-store.ts';

/** Changes what a term is called, what it says, and what it stands under. */
export async function updateTerm(
  deps: CategoryDeps,
  context: RequestContext,
  id: TermId,
  input: TermInput,
): Promise<Term> {
  checkMayAdminister(context);
  return changeTerms(deps, context, undefined, async (queries, ctx) => {
    const { term: before, vocabulary } = await lockTerm(queries, id);
    const { term, problems } = await checkTerm(queries, vocabulary, id, input, before);
    if (problems.length > 0) throw new InvalidTerm(problems);
    await writeTerm(queries, { id, ...term });
    if (!sameJson(term.synonyms, before.synonyms))
      await writeSynonyms(queries, vocabulary.id, id, term.synonyms);
    if (input.parents !== undefined) {
      await writeParents(queries, id, term.parents);
      await renewClosure(queries, [id]);
    }
    const after = await findTerm(queries, id);
    if (!after) throw new TermNotFound();
    if (deps.taps.has(termUpdate)) {
      const told = { term: tappedTerm(after), before: tappedTerm(before) };
      await deps.taps.ask(ctx, termUpdate, [told]);
    }
    ctx.log.info({ term: id, actor: ctx.actor.id }, 'term changed');
    return after;
  });
}
