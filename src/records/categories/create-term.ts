import { newId, type TermId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Queries } from '#platform/database';
import { InvalidTerm, VocabularyNotFound } from './category-errors.ts';
import { checkMayAdminister } from './category-permissions.ts';
import { findTerm, findTermNamed, findVocabulary, insertTerm } from './category-store.ts';
import type { Term, TermInput, Vocabulary } from './category.ts';
import { createCategoryCheck } from './check-category.ts';

export async function createTerm(
  queries: Queries,
  ctx: RequestContext,
  vocabularyName: string,
  input: TermInput,
): Promise<Term> {
  checkMayAdminister(ctx);
  const vocabulary = await getVocabulary(queries, vocabularyName);
  const checked = checkTerm(input);
  const id = newId<'term'>();
  if (!(await insertTerm(queries, { id, vocabulary_id: vocabulary.id, ...checked })))
    throw new InvalidTerm([
      {
        pointer: '/name',
        code: 'taken',
        message: `${vocabulary.label} has a term “${checked.name}” already.`,
      },
    ]);
  ctx.log.info({ term: id, vocabulary: vocabulary.name, actor: ctx.actor.id }, 'term created');
  return { id, ...checked, weight: 0, vocabulary };
}

/**
 * The term of this id, else of this name (in any case), made if there is none and `create` says
 * so. For imports: a term keeps the id that it had elsewhere.
 */
export async function findOrCreateTerm(
  queries: Queries,
  ctx: RequestContext,
  vocabularyName: string,
  name: string,
  options: { readonly create: boolean; readonly id?: TermId },
): Promise<Term | undefined> {
  const vocabulary = await getVocabulary(queries, vocabularyName);
  const checked = checkTerm({ name });
  const same = options.id && (await findTerm(queries, options.id));
  if (same && same.vocabulary.name === vocabularyName) return same;
  const found = await findTermNamed(queries, vocabulary, checked.name);
  if (found || !options.create) return found;
  checkMayAdminister(ctx);
  const id = same || options.id === undefined ? newId<'term'>() : options.id;
  // Somebody else may make it at the same moment: then theirs is the one.
  const made = await insertTerm(queries, { id, vocabulary_id: vocabulary.id, ...checked });
  if (made)
    ctx.log.info({ term: id, vocabulary: vocabulary.name, actor: ctx.actor.id }, 'term created');
  return findTermNamed(queries, vocabulary, checked.name);
}

async function getVocabulary(queries: Queries, name: string): Promise<Vocabulary> {
  const vocabulary = await findVocabulary(queries, name);
  if (!vocabulary) throw new VocabularyNotFound(name);
  return vocabulary;
}

function checkTerm(input: TermInput): { readonly name: string; readonly description: string } {
  const check = createCategoryCheck();
  const name = check.name('name', input.name, undefined);
  const description = check.description('description', input.description);
  if (check.problems.length > 0) throw new InvalidTerm(check.problems);
  return { name, description };
}
