import type { TermId } from '#base';
import type { Queries } from '#platform/database';
import { sql } from 'kysely';
import type { TermView } from './term-view.ts';

/** All SQL about which terms stand under which. The vocabulary must be locked for what writes. */

/** That a term stands under another. */
export interface Edge {
  readonly term: TermId;
  readonly parent: TermId;
  /** Its place among those under the same parent. */
  readonly weight: number;
}

/** Of a vocabulary, in order of weight and name. */
export async function listEdges(
  { queries, tables }: TermView,
  vocabulary: string,
): Promise<readonly Edge[]> {
  return queries
    .selectFrom(tables.hierarchy.as('h'))
    .innerJoin(tables.term.as('t'), 't.id', 'h.term_id')
    .innerJoin(tables.vocabulary.as('v'), 'v.id', 't.vocabulary_id')
    .select(['h.term_id as term', 'h.parent_id as parent', 'h.weight'])
    .where('v.name', '=', vocabulary)
    .orderBy('h.weight')
    .orderBy(sql`lower(t.name)`)
    .execute();
}

/** The terms right under this one, in order. */
export async function listChildIds(
  { queries, tables }: TermView,
  parent: TermId,
): Promise<readonly TermId[]> {
  const rows = await queries
    .selectFrom(tables.hierarchy.as('h'))
    .innerJoin(tables.term.as('t'), 't.id', 'h.term_id')
    .select('t.id')
    .where('h.parent_id', '=', parent)
    .orderBy('h.weight')
    .orderBy(sql`lower(t.name)`)
    .execute();
  return rows.map(({ id }) => id);
}

/** All that the term stands under, however far up. */
export async function listAncestorIds(
  { queries, tables }: TermView,
  term: TermId,
): Promise<readonly TermId[]> {
  const rows = await queries
    .selectFrom(tables.above(sql`${[term]}::uuid[]`).as('c'))
    .select('c.ancestor_id')
    .where('c.term_id', '=', term)
    .where('c.ancestor_id', '!=', term)
    .execute();
  return rows.map((row) => row.ancestor_id);
}

/** Of these terms, those that are `term` itself or stand below it, however far. */
export async function findBelow(
  { queries, tables }: TermView,
  term: TermId,
  ids: readonly TermId[],
): Promise<readonly TermId[]> {
  if (ids.length === 0) return [];
  const rows = await queries
    .selectFrom(tables.below(sql`${[term]}::uuid[]`).as('c'))
    .select('c.term_id')
    .where('c.ancestor_id', '=', term)
    .where('c.term_id', 'in', ids)
    .execute();
  return rows.map((row) => row.term_id);
}

/** The weight of the last of the terms under each of these; where there are none, none. */
export async function findHighestWeights(
  { queries, tables }: TermView,
  parents: readonly TermId[],
): Promise<ReadonlyMap<TermId, number>> {
  if (parents.length === 0) return new Map();
  const rows = await queries
    .selectFrom(tables.hierarchy.as('h'))
    .select(['h.parent_id', ({ fn }) => fn.max('h.weight').as('highest')])
    .where('h.parent_id', 'in', parents)
    .groupBy('h.parent_id')
    .execute();
  return new Map(rows.map((row) => [row.parent_id, row.highest]));
}

/** Puts the term under these and no others; where it stood before, it keeps its place. */
export async function writeParents(
  queries: Queries,
  term: TermId,
  parents: readonly TermId[],
): Promise<void> {
  await sql`
    with gone as (
      delete from category_term_hierarchy
      where term_id = ${term} and parent_id <> all(${parents}::uuid[]))
    insert into category_term_hierarchy (term_id, parent_id, weight)
      select ${term}, parent, (
        select coalesce(max(weight), 0) from category_term_hierarchy where parent_id = parent)
      from unnest(${parents}::uuid[]) as parent
    on conflict (term_id, parent_id) do nothing`.execute(queries);
}

/** Makes these all that stands under anything, of the terms `ids`. */
export async function writeEdges(
  queries: Queries,
  ids: readonly TermId[],
  edges: readonly Edge[],
): Promise<void> {
  await sql`
    with wanted as (
      select * from jsonb_to_recordset(${JSON.stringify(edges)}::jsonb)
        as wanted(term uuid, parent uuid, weight integer)
    ), gone as (
      delete from category_term_hierarchy h
      where h.term_id = any(${ids}::uuid[]) and not exists (
        select from wanted where wanted.term = h.term_id and wanted.parent = h.parent_id))
    insert into category_term_hierarchy (term_id, parent_id, weight)
      select term, parent, weight from wanted
    on conflict (term_id, parent_id) do update set weight = excluded.weight`.execute(queries);
}

/** Makes the closure say of these terms, and of all below them, what the hierarchy says now. */
export async function renewClosure(queries: Queries, ids: readonly TermId[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    with recursive below(id) as (
      select unnest(${ids}::uuid[])
      union
      select h.term_id from below join category_term_hierarchy h on h.parent_id = below.id
    ), above(term_id, ancestor_id) as (
      select id, id from below
      union
      select above.term_id, h.parent_id
      from above join category_term_hierarchy h on h.term_id = above.ancestor_id
    ), gone as (
      delete from category_term_closure c
      where c.term_id in (select id from below) and not exists (
        select from above where above.term_id = c.term_id and above.ancestor_id = c.ancestor_id)
    )
    insert into category_term_closure (ancestor_id, term_id)
      select ancestor_id, term_id from above
    on conflict (ancestor_id, term_id) do nothing`.execute(queries);
}
