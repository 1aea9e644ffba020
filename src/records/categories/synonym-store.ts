import type { TermId, VocabularyId } from '#base';
import type { Queries } from '#platform/database';
import { sql } from 'kysely';
import type { TermView } from './term-view.ts';

/** All SQL about the names of terms. */

/** A name that a term has. */
export interface NameTaken {
  /** In small letters. */
  readonly name: string;
  /** What the term is called that has it. */
  readonly by: string;
}

/** Which of these names other terms of the vocabulary have, as their own or as another one. */
export async function findNamesTaken(
  { queries, tables }: TermView,
  vocabulary: VocabularyId,
  names: readonly string[],
  except: TermId,
): Promise<readonly NameTaken[]> {
  const { rows } = await sql<NameTaken>`
    with wanted as (select distinct lower(name) as name from unnest(${names}::text[]) as given(name))
    select wanted.name, term.name as by from wanted
      join ${tables.term} term
        on term.vocabulary_id = ${vocabulary} and lower(term.name) = wanted.name
    where term.id <> ${except}
    union all
    select wanted.name, term.name as by from wanted
      join ${tables.synonym} other
        on other.vocabulary_id = ${vocabulary} and lower(other.name) = wanted.name
      join ${tables.term} term on term.id = other.term_id
    where term.id <> ${except}`.execute(queries);
  return rows;
}

/** Makes these the other names of the term. */
export async function writeSynonyms(
  queries: Queries,
  vocabulary: VocabularyId,
  term: TermId,
  names: readonly string[],
): Promise<void> {
  await queries.deleteFrom('category_term_synonym').where('term_id', '=', term).execute();
  if (names.length === 0) return;
  await queries
    .insertInto('category_term_synonym')
    .values(names.map((name) => ({ vocabulary_id: vocabulary, term_id: term, name })))
    // In letters that the database knows and JavaScript does not, two may be the same.
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
