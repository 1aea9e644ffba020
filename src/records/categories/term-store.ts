import type { TermId, VocabularyId } from '#base';
import type { Queries } from '#platform/database';
import { type Expression, type SqlBool, sql } from 'kysely';
import type { Term, TermQuery, Vocabulary } from './category.ts';

/** All SQL about terms themselves. */

/** In their order: by weight, then by name. */
export async function listTerms(
  queries: Queries,
  vocabulary: Vocabulary,
  query: TermQuery,
): Promise<{ readonly terms: readonly Term[]; readonly total: number }> {
  const rows = await termRows(queries)
    .select(sql<number>`count(*) over ()`.as('total'))
    .where('t.vocabulary_id', '=', vocabulary.id)
    .$if(query.search !== undefined, (rows) => rows.where(nameContains(query.search ?? '')))
    .orderBy('t.weight')
    .orderBy(sql`lower(t.name)`)
    .limit(Math.min(Math.max(query.limit, 1), 1000))
    .offset(query.offset ?? 0)
    .execute();
  return { terms: rows.map(termFromRow), total: rows[0]?.total ?? 0 };
}

/** That a name of the term `t` contains `text`, in any case. */
export function nameContains(text: string): Expression<SqlBool> {
  return sql<SqlBool>`(position(lower(${text}) in lower(t.name)) > 0 or exists (
    select from category_term_synonym s
    where s.term_id = t.id and position(lower(${text}) in lower(s.name)) > 0))`;
}

/** All of a vocabulary, by weight, then by name. */
export async function listAllTerms(
  queries: Queries,
  vocabulary: Pick<Vocabulary, 'name'>,
): Promise<readonly Term[]> {
  const rows = await termRows(queries)
    .where('v.name', '=', vocabulary.name)
    .orderBy('t.weight')
    .orderBy(sql`lower(t.name)`)
    .execute();
  return rows.map(termFromRow);
}

export async function findTerm(queries: Queries, id: TermId): Promise<Term | undefined> {
  const [term] = await findTerms(queries, [id]);
  return term;
}

/** Those that there are, by name. */
export async function findTerms(
  queries: Queries,
  ids: readonly TermId[],
): Promise<readonly Term[]> {
  if (ids.length === 0) return [];
  const rows = await termRows(queries)
    .where('t.id', 'in', ids)
    .orderBy(sql`lower(t.name)`)
    .execute();
  return rows.map(termFromRow);
}

/** The term that is called so, or has this among its other names; in any case. */
export async function findTermNamed(
  queries: Queries,
  vocabulary: Vocabulary,
  name: string,
): Promise<Term | undefined> {
  const row = await termRows(queries)
    .where('t.vocabulary_id', '=', vocabulary.id)
    .where((where) =>
      where.or([
        sql<boolean>`lower(t.name) = lower(${name})`,
        sql<boolean>`t.id = (select s.term_id from category_term_synonym s
          where s.vocabulary_id = ${vocabulary.id} and lower(s.name) = lower(${name}))`,
      ]),
    )
    .executeTakeFirst();
  return row && termFromRow(row);
}

/** Puts a term behind the others of its vocabulary. false: the id is taken. */
export async function insertTerm(
  queries: Queries,
  term: {
    readonly id: TermId;
    readonly vocabulary_id: VocabularyId;
    readonly name: string;
    readonly description: string;
  },
): Promise<boolean> {
  const inserted = await queries
    .insertInto('category_term')
    .values({ ...term, weight: nextWeight(term.vocabulary_id) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  return inserted.length > 0;
}

/** Terms that nobody put in order share one weight and stand by name. */
function nextWeight(vocabulary: VocabularyId): Expression<number> {
  return sql<number>`(select coalesce(max(weight), 0) from category_term where vocabulary_id = ${vocabulary})`;
}

export async function writeTerm(
  queries: Queries,
  term: Pick<Term, 'id' | 'name' | 'description'>,
): Promise<void> {
  await queries
    .updateTable('category_term')
    .set({ name: term.name, description: term.description })
    .where('id', '=', term.id)
    .execute();
}

export async function deleteTermRow(queries: Queries, id: TermId): Promise<void> {
  await queries.deleteFrom('category_term').where('id', '=', id).execute();
}

/** Gives the terms the weights 0, 1, 2 … in one statement. */
export async function writeWeights(queries: Queries, ids: readonly TermId[]): Promise<void> {
  await sql`
    update category_term set weight = ordered.place - 1
    from unnest(${ids}::uuid[]) with ordinality as ordered (id, place)
    where category_term.id = ordered.id`.execute(queries);
}

function termRows(queries: Queries) {
  return queries
    .selectFrom('category_term as t')
    .innerJoin('category_vocabulary as v', 'v.id', 't.vocabulary_id')
    .select(['t.id', 't.name', 't.description', 't.weight', 'v.name as bundle', 'v.label'])
    .select([
      sql<readonly TermId[]>`(
        select coalesce(jsonb_agg(p.id order by lower(p.name)), '[]')
        from category_term_hierarchy h join category_term p on p.id = h.parent_id
        where h.term_id = t.id)`.as('parents'),
      sql<readonly string[]>`(
        select coalesce(jsonb_agg(s.name order by lower(s.name)), '[]')
        from category_term_synonym s where s.term_id = t.id)`.as('synonyms'),
    ]);
}

interface TermRow extends Omit<Term, 'vocabulary'> {
  readonly bundle: string;
  readonly label: string;
}

function termFromRow(row: TermRow): Term {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    weight: row.weight,
    vocabulary: { name: row.bundle, label: row.label },
    parents: row.parents,
    synonyms: row.synonyms,
  };
}
