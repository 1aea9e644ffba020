import type { TermId, VocabularyId } from '#base';
import type { Queries } from '#platform/database';
import { type Expression, type SqlBool, sql } from 'kysely';
import type { Term, TermQuery, Vocabulary } from './category.ts';
import type { TermView } from './term-view.ts';

/** All SQL about terms themselves. */

/** In their order: by weight, then by name. */
export async function listTerms(
  view: TermView,
  vocabulary: Vocabulary,
  query: TermQuery,
): Promise<{ readonly terms: readonly Term[]; readonly total: number }> {
  const rows = await termRows(view)
    .select(sql<number>`count(*) over ()`.as('total'))
    .where('t.vocabulary_id', '=', vocabulary.id)
    .$if(query.search !== undefined, (rows) => rows.where(nameContains(view, query.search ?? '')))
    .orderBy('t.weight')
    .orderBy(sql`lower(t.name)`)
    .limit(Math.min(Math.max(query.limit, 1), 1000))
    .offset(query.offset ?? 0)
    .execute();
  return { terms: rows.map(termFromRow), total: rows[0]?.total ?? 0 };
}

/** That a name of the term `t` contains `text`, in any case. */
export function nameContains({ tables }: TermView, text: string): Expression<SqlBool> {
  return sql<SqlBool>`(position(lower(${text}) in lower(t.name)) > 0 or exists (
    select from ${tables.synonym} s
    where s.term_id = t.id and position(lower(${text}) in lower(s.name)) > 0))`;
}

/** All of a vocabulary, by weight, then by name. */
export async function listAllTerms(
  view: TermView,
  vocabulary: Pick<Vocabulary, 'name'>,
): Promise<readonly Term[]> {
  const rows = await termRows(view)
    .where('v.name', '=', vocabulary.name)
    .orderBy('t.weight')
    .orderBy(sql`lower(t.name)`)
    .execute();
  return rows.map(termFromRow);
}

export async function findTerm(view: TermView, id: TermId): Promise<Term | undefined> {
  const [term] = await findTerms(view, [id]);
  return term;
}

/** Those that there are, by name. */
export async function findTerms(view: TermView, ids: readonly TermId[]): Promise<readonly Term[]> {
  if (ids.length === 0) return [];
  const rows = await termRows(view)
    .where('t.id', 'in', ids)
    .orderBy(sql`lower(t.name)`)
    .execute();
  return rows.map(termFromRow);
}

/** The term that is called so, or has this among its other names; in any case. */
export async function findTermNamed(
  view: TermView,
  vocabulary: Vocabulary,
  name: string,
): Promise<Term | undefined> {
  const row = await termRows(view)
    .where('t.vocabulary_id', '=', vocabulary.id)
    .where((where) =>
      where.or([
        sql<boolean>`lower(t.name) = lower(${name})`,
        // In a stage two may be called so: what it stands on has a new one.
        sql<boolean>`t.id in (select s.term_id from ${view.tables.synonym} s
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

/** The weight of the last terms of a vocabulary. */
export async function findHighestWeight(
  { queries, tables }: TermView,
  vocabulary: VocabularyId,
): Promise<number> {
  const row = await queries
    .selectFrom(tables.term.as('t'))
    .select(({ fn }) => fn.max('t.weight').as('highest'))
    .where('t.vocabulary_id', '=', vocabulary)
    .executeTakeFirst();
  return row?.highest ?? 0;
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

function termRows({ queries, tables }: TermView) {
  return queries
    .selectFrom(tables.term.as('t'))
    .innerJoin(tables.vocabulary.as('v'), 'v.id', 't.vocabulary_id')
    .select(['t.id', 't.name', 't.description', 't.weight', 'v.name as bundle', 'v.label'])
    .select([
      sql<readonly TermId[]>`(
        select coalesce(jsonb_agg(h.parent_id order by (
          select lower(p.name) from ${tables.term} p where p.id = h.parent_id)), '[]')
        from ${tables.hierarchy} h where h.term_id = t.id)`.as('parents'),
      sql<readonly string[]>`(
        select coalesce(jsonb_agg(s.name order by lower(s.name)), '[]')
        from ${tables.synonym} s where s.term_id = t.id)`.as('synonyms'),
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
