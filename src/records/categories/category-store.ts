import type { TermId, VocabularyId } from '#base';
import type { Queries } from '#platform/database';
import { type Expression, sql } from 'kysely';
import type { Term, TermQuery, Vocabulary } from './category.ts';

export interface VocabularyWithCount extends Vocabulary {
  readonly terms: number;
}

export async function listVocabularies(queries: Queries): Promise<readonly VocabularyWithCount[]> {
  return queries
    .selectFrom('category_vocabulary as v')
    .select(['v.id', 'v.name', 'v.label', 'v.description'])
    .select((select) =>
      select
        .selectFrom('category_term as t')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('t.vocabulary_id', '=', 'v.id')
        .$asScalar()
        .$notNull()
        .as('terms'),
    )
    .orderBy('v.label')
    .orderBy('v.name')
    .execute();
}

export async function findVocabulary(
  queries: Queries,
  name: string,
): Promise<Vocabulary | undefined> {
  return queries
    .selectFrom('category_vocabulary')
    .selectAll()
    .where('name', '=', name)
    .executeTakeFirst();
}

/** false: the name is taken. */
export async function insertVocabulary(queries: Queries, vocabulary: Vocabulary): Promise<boolean> {
  const inserted = await queries
    .insertInto('category_vocabulary')
    .values(vocabulary)
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('id')
    .execute();
  return inserted.length > 0;
}

export async function writeVocabulary(queries: Queries, vocabulary: Vocabulary): Promise<void> {
  await queries
    .updateTable('category_vocabulary')
    .set({ label: vocabulary.label, description: vocabulary.description })
    .where('id', '=', vocabulary.id)
    .execute();
}

export async function deleteVocabularyRow(queries: Queries, id: VocabularyId): Promise<void> {
  await queries.deleteFrom('category_vocabulary').where('id', '=', id).execute();
}

/** In their order: by weight, then by name. */
export async function listTerms(
  queries: Queries,
  vocabulary: Vocabulary,
  query: TermQuery,
): Promise<{ readonly terms: readonly Term[]; readonly total: number }> {
  const rows = await termRows(queries)
    .select(sql<number>`count(*) over ()`.as('total'))
    .where('t.vocabulary_id', '=', vocabulary.id)
    .$if(query.search !== undefined, (rows) =>
      rows.where(sql<boolean>`position(lower(${query.search}) in lower(t.name)) > 0`),
    )
    .orderBy('t.weight')
    .orderBy(sql`lower(t.name)`)
    .limit(Math.min(Math.max(query.limit, 1), 1000))
    .offset(query.offset ?? 0)
    .execute();
  return { terms: rows.map(termFromRow), total: rows[0]?.total ?? 0 };
}

export async function findTerm(queries: Queries, id: TermId): Promise<Term | undefined> {
  const row = await termRows(queries).where('t.id', '=', id).executeTakeFirst();
  return row && termFromRow(row);
}

export async function findTermNamed(
  queries: Queries,
  vocabulary: Vocabulary,
  name: string,
): Promise<Term | undefined> {
  const row = await termRows(queries)
    .where('t.vocabulary_id', '=', vocabulary.id)
    .where(sql<boolean>`lower(t.name) = lower(${name})`)
    .executeTakeFirst();
  return row && termFromRow(row);
}

/** Puts a term behind the others of its vocabulary. false: the name (or the id) is taken. */
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

/** false: another term of the vocabulary has the name. */
export async function writeTerm(
  queries: Queries,
  term: Pick<Term, 'id' | 'name' | 'description'>,
): Promise<boolean> {
  const written = await queries
    .updateTable('category_term as t')
    .set({ name: term.name, description: term.description })
    .where('t.id', '=', term.id)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('category_term as other')
            .select('other.id')
            .whereRef('other.vocabulary_id', '=', 't.vocabulary_id')
            .where(sql<boolean>`lower(other.name) = lower(${term.name})`)
            .where('other.id', '!=', term.id),
        ),
      ),
    )
    .executeTakeFirst();
  return written.numUpdatedRows > 0n;
}

export async function deleteTermRow(queries: Queries, id: TermId): Promise<void> {
  await queries.deleteFrom('category_term').where('id', '=', id).execute();
}

/** The ids of all terms of the vocabulary, which nobody else can change until the end. */
export async function lockTerms(
  queries: Queries,
  vocabulary: Vocabulary,
): Promise<readonly TermId[]> {
  const rows = await queries
    .selectFrom('category_term')
    .select('id')
    .where('vocabulary_id', '=', vocabulary.id)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map((row) => row.id);
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
    .select(['t.id', 't.name', 't.description', 't.weight', 'v.name as bundle', 'v.label']);
}

interface TermRow {
  readonly id: TermId;
  readonly name: string;
  readonly description: string;
  readonly weight: number;
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
  };
}
