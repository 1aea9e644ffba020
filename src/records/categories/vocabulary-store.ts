import type { VocabularyId } from '#base';
import type { Queries } from '#platform/database';
import { sql } from 'kysely';
import { VocabularyNotFound } from './category-errors.ts';
import type { Vocabulary } from './category.ts';
import type { TermView } from './term-view.ts';

/** All SQL about vocabularies. */

export interface VocabularyWithCount extends Vocabulary {
  readonly terms: number;
}

export async function listVocabularies({
  queries,
  tables,
}: TermView): Promise<readonly VocabularyWithCount[]> {
  return queries
    .selectFrom(tables.vocabulary.as('v'))
    .select(['v.id', 'v.name', 'v.label', 'v.description'])
    .select((select) =>
      select
        .selectFrom(tables.term.as('t'))
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
  { queries, tables }: TermView,
  name: string,
): Promise<Vocabulary | undefined> {
  return queries
    .selectFrom(tables.vocabulary.as('v'))
    .select(['v.id', 'v.name', 'v.label', 'v.description'])
    .where('v.name', '=', name)
    .executeTakeFirst();
}

/** Throws `VocabularyNotFound`. */
export async function getVocabulary(view: TermView, name: string): Promise<Vocabulary> {
  const vocabulary = await findVocabulary(view, name);
  if (!vocabulary) throw new VocabularyNotFound(name);
  return vocabulary;
}

/**
 * Puts changes of the terms of a vocabulary of live in line until the transaction ends, so that what
 * is looked up afterwards stays true: that a name is free, that a term is not below another.
 */
export async function lockVocabulary(queries: Queries, name: string): Promise<Vocabulary> {
  const vocabulary = await queries
    .selectFrom('category_vocabulary')
    .selectAll()
    .where('name', '=', name)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!vocabulary) throw new VocabularyNotFound(name);
  return vocabulary;
}

/** The same of all vocabularies of live; no others are made meanwhile. */
export async function lockVocabularies(queries: Queries): Promise<void> {
  await queries
    .selectFrom('category_vocabulary')
    .select('id')
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  await sql`lock table category_vocabulary in share row exclusive mode`.execute(queries);
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
