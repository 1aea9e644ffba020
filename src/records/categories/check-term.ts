import { parseId, pointer, type Problem, type TermId } from '#base';
import type { Term, TermInput, Vocabulary } from './category.ts';
import { createCategoryCheck, lineProblem, oneLine } from './check-category.ts';
import { findBelow } from './hierarchy-store.ts';
import { findNamesTaken } from './synonym-store.ts';
import { findTerms } from './term-store.ts';
import type { TermView } from './term-view.ts';

const MOST = 100;

export type CheckedTerm = Pick<Term, 'name' | 'description' | 'parents' | 'synonyms'>;

/** What a term would be, and what is wrong with it. The vocabulary must be locked. */
export async function checkTerm(
  view: TermView,
  vocabulary: Vocabulary,
  id: TermId,
  input: TermInput,
  before?: Term,
): Promise<{ readonly term: CheckedTerm; readonly problems: readonly Problem[] }> {
  const check = createCategoryCheck();
  const name = check.name('name', input.name, before?.name);
  const description = check.description('description', input.description, before?.description);
  const problems: Problem[] = [...check.problems];
  const synonyms = checkSynonyms(input.synonyms, before?.synonyms ?? [], name, problems);
  const parents = readParents(input.parents, before?.parents ?? [], problems);
  const names = [name, ...synonyms].filter((one) => one !== '');
  for (const taken of await findNamesTaken(view, vocabulary.id, names, id))
    problems.push(nameTaken(vocabulary, name, synonyms, taken));
  // What it stands under already was allowed before.
  if (input.parents !== undefined)
    problems.push(...(await parentProblems(view, vocabulary, { id, name }, parents)));
  return { term: { name, description, parents, synonyms }, problems };
}

function nameTaken(
  { label }: Vocabulary,
  name: string,
  synonyms: readonly string[],
  taken: { readonly name: string; readonly by: string },
): Problem {
  const is = (one: string) => one.toLowerCase() === taken.name;
  const own = is(name);
  const said = own ? name : (synonyms.find(is) ?? taken.name);
  const message = is(taken.by)
    ? `${label} has a term “${said}” already.`
    : `“${said}” is another name of “${taken.by}” already.`;
  return {
    pointer: own ? '/name' : pointer('synonyms', Math.max(synonyms.findIndex(is), 0)),
    code: 'taken',
    message,
  };
}

/** Other names, each once; that the term is called so anyway is no other name. */
function checkSynonyms(
  input: unknown,
  current: readonly string[],
  name: string,
  problems: Problem[],
): readonly string[] {
  if (input !== undefined && !isList(input)) {
    problems.push(notAList('synonyms', 'texts'));
    return [];
  }
  const names = (input ?? current).flatMap((one, index) => {
    const wrong = lineProblem(one);
    if (wrong) problems.push({ pointer: pointer('synonyms', index), ...wrong });
    return wrong || typeof one !== 'string' ? [] : [oneLine(one)];
  });
  const own = name.toLowerCase();
  const each = new Map(names.map((one) => [one.toLowerCase(), one]));
  each.delete(own);
  return [...each.values()];
}

function readParents(
  input: unknown,
  current: readonly TermId[],
  problems: Problem[],
): readonly TermId[] {
  if (input === undefined) return current;
  if (!isList(input)) {
    problems.push(notAList('parents', 'ids of terms'));
    return [];
  }
  const ids = input.flatMap((one, index) => {
    const id = parseId<'term'>(one);
    if (!id) problems.push(noSuchParent(index));
    return id ? [id] : [];
  });
  return [...new Set(ids)];
}

async function parentProblems(
  view: TermView,
  vocabulary: Vocabulary,
  term: Pick<Term, 'id' | 'name'>,
  parents: readonly TermId[],
): Promise<readonly Problem[]> {
  const found = new Map((await findTerms(view, parents)).map((one) => [one.id, one]));
  const below = new Set([term.id, ...(await findBelow(view, term.id, parents))]);
  return parents.flatMap((id, index): readonly Problem[] => {
    const parent = found.get(id);
    if (id === term.id) return [circle(index, `“${term.name}” cannot stand under itself.`)];
    if (parent?.vocabulary.name !== vocabulary.name) return [noSuchParent(index)];
    if (!below.has(id)) return [];
    const message = `“${parent.name}” stands below “${term.name}” itself, so it cannot stand above it too.`;
    return [circle(index, message)];
  });
}

function circle(index: number, message: string): Problem {
  return { pointer: pointer('parents', index), code: 'circle', message };
}

function noSuchParent(index: number): Problem {
  const message = 'There is no such term in this vocabulary.';
  return { pointer: pointer('parents', index), code: 'term_missing', message };
}

function isList(input: unknown): input is readonly unknown[] {
  return Array.isArray(input) && input.length <= MOST;
}

function notAList(key: string, what: string): Problem {
  const message = `This must be a list of at most ${MOST} ${what}.`;
  return { pointer: pointer(key), code: 'type', message };
}
