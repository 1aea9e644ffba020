import type { TermId } from '#base';
import type { Queries } from '#platform/database';
import { sql } from 'kysely';
import type { Term } from './category.ts';

/** All SQL about terms that become a part of others. */

/** Keeps everybody from referring to the term from now on. false: somebody is just doing it. */
export async function lockToEnd(queries: Queries, id: TermId): Promise<boolean> {
  const row = await queries
    .selectFrom('category_term')
    .select('id')
    .where('id', '=', id)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row !== undefined;
}

/** Gives the names of a term, and what was merged into it, to another; and says where it is. */
export async function leaveTo(queries: Queries, from: Term, into: Term): Promise<void> {
  await queries
    .updateTable('category_term_synonym')
    .set({ term_id: into.id })
    .where('term_id', '=', from.id)
    .execute();
  await sql`
    insert into category_term_synonym (vocabulary_id, term_id, name)
    select vocabulary_id, id, ${from.name} from category_term where id = ${into.id}
    on conflict do nothing`.execute(queries);
  if (into.description === '' && from.description !== '')
    await queries
      .updateTable('category_term')
      .set({ description: from.description })
      .where('id', '=', into.id)
      .execute();
  await queries
    .updateTable('category_term_merge')
    .set({ into_id: into.id })
    .where('into_id', '=', from.id)
    .execute();
  await queries
    .insertInto('category_term_merge')
    .values({ id: from.id, into_id: into.id })
    .execute();
}

/** What the term became a part of. */
export async function findMerged(queries: Queries, id: TermId): Promise<TermId | undefined> {
  const row = await queries
    .selectFrom('category_term_merge')
    .select('into_id')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.into_id;
}
