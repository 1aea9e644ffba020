import type { TermId, VocabularyId } from '#base';
import type { Queries } from '#platform/database';
import { sql } from 'kysely';
import type { Vocabulary } from './category.ts';
import type { TermDocuments } from './term-documents.ts';

/** All SQL by which vocabularies and terms of a stage become those of live. */

export async function putVocabularies(
  queries: Queries,
  vocabularies: ReadonlyMap<VocabularyId, Omit<Vocabulary, 'id'>>,
): Promise<void> {
  for (const [id, { name, label, description }] of vocabularies) {
    await queries
      .insertInto('category_vocabulary')
      .values({ id, name, label, description })
      .onConflict((one) => one.column('id').doUpdateSet({ label, description }))
      .execute();
  }
}

/** Takes their names from these terms. */
export async function freeNames(queries: Queries, ids: readonly TermId[]): Promise<void> {
  await sql`update category_term set name = id::text where id = any(${ids}::uuid[])`.execute(
    queries,
  );
  await sql`delete from category_term_synonym where term_id = any(${ids}::uuid[])`.execute(queries);
}

/** Makes the terms, with their names, what these documents say. */
export async function putTerms(queries: Queries, terms: TermDocuments): Promise<void> {
  const rows = [...terms].map(([id, term]) => ({ id, ...term }));
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given(
    id uuid, vocabulary uuid, name text, description text, weight integer, synonyms jsonb)`;
  await sql`
    insert into category_term (id, vocabulary_id, name, description, weight)
      select id, vocabulary, name, description, weight from ${given}
    on conflict (id) do update set vocabulary_id = excluded.vocabulary_id, name = excluded.name,
      description = excluded.description, weight = excluded.weight`.execute(queries);
  await sql`
    insert into category_term_synonym (vocabulary_id, term_id, name)
      select vocabulary, id, other
      from ${given} cross join lateral jsonb_array_elements_text(synonyms) other
    on conflict do nothing`.execute(queries);
  // One that became a part of another is itself again.
  await sql`
    delete from category_term_merge using ${given} where category_term_merge.id = given.id`.execute(
    queries,
  );
}
