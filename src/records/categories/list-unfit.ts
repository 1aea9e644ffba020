import { isObject, type Problem } from '#base';
import type { StagedDocument } from '#records/stages';
import { sql } from 'kysely';
import type { TermView } from './term-view.ts';

/** What a stage has instead of vocabularies and terms, by their ids. */
export interface CategoryDocuments {
  readonly vocabularies: ReadonlyMap<string, StagedDocument>;
  readonly terms: ReadonlyMap<string, StagedDocument>;
}

interface Published {
  /** What became another. */
  readonly ids: { readonly vocabularies: readonly string[]; readonly terms: readonly string[] };
  /** What it became. */
  readonly there: CategoryDocuments;
  /** What the stage has that it came from. */
  readonly stage: CategoryDocuments;
}

/** So many are said; the rest shows when these are settled. */
const MOST = 5;

/** What does not fit together in the stage of `view`, in sentences. */
export async function listUnfit(view: TermView, published: Published): Promise<readonly Problem[]> {
  const found = [
    ...(await withoutVocabulary(view, published)),
    ...(await withoutParents(view, published)),
    ...(await namedAlike(view, published)),
    ...(await inCircles(view, published)),
    ...(await vocabulariesNamedAlike(view, published)),
    ...(await leftBehind(view, published)),
  ];
  return found.slice(0, MOST);
}

function problem(code: string, type: 'term' | 'vocabulary', id: string, message: string): Problem {
  return { pointer: `/${type}:${id}`, code, message };
}

/** The terms that became others, as they are: what they are called, belong to and stand under. */
function terms({ ids, there }: Published) {
  return ids.terms.flatMap((id) => {
    const { content, label: name } = there.terms.get(id) ?? {};
    if (!content || name === undefined) return [];
    const { vocabulary, parents } = content;
    return [{ id, name, vocabulary: isId(vocabulary) ? vocabulary : '', parents: idsIn(parents) }];
  });
}

function idsIn(parents: unknown): readonly string[] {
  const all = Array.isArray(parents) ? parents : [];
  return all.flatMap((one: unknown) => (isObject(one) && isId(one['id']) ? [one['id']] : []));
}

function isId(value: unknown): value is string {
  return typeof value === 'string';
}

async function withoutVocabulary(
  { queries, tables }: TermView,
  published: Published,
): Promise<readonly Problem[]> {
  const { rows } = await sql<{ id: string }>`
    select v.id from ${tables.vocabulary} v`.execute(queries);
  const known = new Set(rows.map(({ id }) => id));
  return terms(published).flatMap(({ id, name, vocabulary }) => {
    if (known.has(vocabulary)) return [];
    const own = published.stage.vocabularies.get(vocabulary);
    const message = own?.content
      ? `“${name}” is a term of “${own.label}”, which is not there. Publish that too.`
      : `“${name}” is a term of a vocabulary that was deleted.`;
    return [problem('vocabulary_missing', 'term', id, message)];
  });
}

/** What a parent is that is nowhere any more does not matter: it is left out. */
async function withoutParents(
  { queries, tables }: TermView,
  published: Published,
): Promise<readonly Problem[]> {
  const wanted = terms(published).flatMap(({ id, name, parents }) =>
    parents.map((parent) => ({ id, name, parent })),
  );
  const parents = wanted.map(({ parent }) => parent);
  const { rows } = await sql<{ id: string }>`
    select t.id from ${tables.term} t where t.id = any(${parents}::uuid[])`.execute(queries);
  const known = new Set(rows.map(({ id }) => id));
  return wanted.flatMap(({ id, name, parent }) => {
    const own = published.stage.terms.get(parent);
    if (known.has(parent) || !own?.content) return [];
    const message = `“${name}” stands under “${own.label}”, which is not there. Publish that too.`;
    return [problem('parent_missing', 'term', id, message)];
  });
}

async function namedAlike(
  { queries, tables }: TermView,
  { ids }: Published,
): Promise<readonly Problem[]> {
  const { rows } = await sql<{ id: string; term: string; other: string; name: string }>`
    with named as (
      select t.id, t.vocabulary_id, t.name as term, t.name from ${tables.term} t
      union all
      select t.id, t.vocabulary_id, t.name, s.name
      from ${tables.synonym} s join ${tables.term} t on t.id = s.term_id
    )
    select distinct one.id, one.term, other.term as other, one.name
    from named one join named other on other.vocabulary_id = one.vocabulary_id
      and lower(other.name) = lower(one.name) and other.id <> one.id
    where one.id = any(${ids.terms}::uuid[])
      and (other.id <> all(${ids.terms}::uuid[]) or one.id < other.id)
    order by one.name limit ${MOST}`.execute(queries);
  return rows.map(({ id, term, other, name }) => {
    const message =
      term.toLowerCase() === other.toLowerCase()
        ? `There are two terms “${term}”. Give one of them another name, or discard it.`
        : `“${term}” and “${other}” are both called “${name}”. Take that name from one of them.`;
    return problem('name_taken', 'term', id, message);
  });
}

async function inCircles(
  { queries, tables }: TermView,
  { ids }: Published,
): Promise<readonly Problem[]> {
  const given = sql`${ids.terms}::uuid[]`;
  const { rows } = await sql<{ id: string; term: string; parent: string }>`
    select t.id, t.name as term, p.name as parent
    from ${tables.hierarchy} h
      join ${tables.below(given)} b on b.ancestor_id = h.term_id and b.term_id = h.parent_id
      join ${tables.term} t on t.id = h.term_id
      join ${tables.term} p on p.id = h.parent_id
    where h.term_id = any(${given})
    order by t.name, p.name limit ${MOST}`.execute(queries);
  return rows.map(({ id, term, parent }) => {
    const message = `“${parent}” stands below “${term}” itself, so it cannot stand above it too. Put one of them somewhere else.`;
    return problem('circle', 'term', id, message);
  });
}

async function vocabulariesNamedAlike(
  { queries, tables }: TermView,
  { ids }: Published,
): Promise<readonly Problem[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select v.id, v.name from ${tables.vocabulary} v where v.id = any(${ids.vocabularies}::uuid[])
      and exists (select from ${tables.vocabulary} other
        where other.name = v.name and other.id <> v.id)`.execute(queries);
  return rows.map(({ id, name }) => {
    const message = `There are two vocabularies “${name}”. Discard one of them.`;
    return problem('name_taken', 'vocabulary', id, message);
  });
}

/** Terms of vocabularies that go, which the stage knows nothing of. */
async function leftBehind(
  { queries, tables }: TermView,
  { ids, there }: Published,
): Promise<readonly Problem[]> {
  const gone = ids.vocabularies.filter((id) => there.vocabularies.get(id)?.content === null);
  const { rows } = await sql<{ id: string; name: string; vocabulary: string }>`
    select t.id, t.name, t.vocabulary_id as vocabulary from ${tables.term} t
    where t.vocabulary_id = any(${gone}::uuid[]) order by t.name limit ${MOST}`.execute(queries);
  return rows.map(({ name, vocabulary }) => {
    const label = there.vocabularies.get(vocabulary)?.label ?? '';
    const message = `“${label}” has a term “${name}” since. Delete that first, or keep the vocabulary.`;
    return problem('has_terms', 'vocabulary', vocabulary, message);
  });
}
