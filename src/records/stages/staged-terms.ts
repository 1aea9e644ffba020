import { LIVE, type StageId, type TermId, type VocabularyId } from '#base';
import { type RawBuilder, sql } from 'kysely';

interface VocabularyRow {
  readonly id: VocabularyId;
  readonly name: string;
  readonly label: string;
  readonly description: string;
}

interface TermRow {
  readonly id: TermId;
  readonly vocabulary_id: VocabularyId;
  readonly name: string;
  readonly description: string;
  readonly weight: number;
}

interface EdgeRow {
  readonly term_id: TermId;
  readonly parent_id: TermId;
  readonly weight: number;
}

interface SynonymRow {
  readonly vocabulary_id: VocabularyId;
  readonly term_id: TermId;
  readonly name: string;
}

interface ClosureRow {
  readonly ancestor_id: TermId;
  /** The ancestor itself is one. */
  readonly term_id: TermId;
}

/** What stands in `FROM` to read vocabularies and terms as a reader of a stage sees them. */
export interface TermTables {
  readonly vocabulary: RawBuilder<VocabularyRow>;
  readonly term: RawBuilder<TermRow>;
  /** What stands right under what; both are there. */
  readonly hierarchy: RawBuilder<EdgeRow>;
  readonly synonym: RawBuilder<SynonymRow>;
  /** At least all that stands below these (`uuid[]`), and these themselves. */
  below(ids: RawBuilder<unknown>): RawBuilder<ClosureRow>;
  /** At least all that these stand under, and these themselves. */
  above(ids: RawBuilder<unknown>): RawBuilder<ClosureRow>;
}

const closure = sql<ClosureRow>`category_term_closure`;

const LIVE_TABLES: TermTables = {
  vocabulary: sql`category_vocabulary`,
  term: sql`category_term`,
  hierarchy: sql`category_term_hierarchy`,
  synonym: sql`category_term_synonym`,
  below: () => closure,
  above: () => closure,
};

/**
 * The terms that a reader of `chain`, as `listStageChain` answers it, sees: those of live without
 * what any of the stages says something about, and what the first says that does. Live is the bare
 * tables. What stands below a term of a stage is followed step by step: stages say little.
 */
export function stagedTerms(chain: readonly StageId[]): TermTables {
  const stages = chain.filter((stage) => stage !== LIVE);
  return stages.length === 0 ? LIVE_TABLES : overlaidTerms(stages);
}

/** The terms of live with what these stages say of them; live itself may be one. */
export function overlaidTerms(stages: readonly StageId[]): TermTables {
  const terms = said('term', stages);
  const vocabularies = said('vocabulary', stages);
  const vocabulary = sql<VocabularyRow>`(
    select v.id, v.name, v.label, v.description from category_vocabulary v
    where not exists (select from ${vocabularies} own where own.record_id::uuid = v.id)
    union all
    select own.record_id::uuid, own.content ->> 'name', own.content ->> 'label',
      own.content ->> 'description'
    from ${vocabularies} own where own.content is not null)`;
  const term = sql<TermRow>`(
    select t.id, t.vocabulary_id, t.name, t.description, t.weight from category_term t
    where not exists (select from ${terms} own where own.record_id::uuid = t.id)
    union all
    select own.record_id::uuid, (own.content ->> 'vocabulary')::uuid, own.content ->> 'name',
      own.content ->> 'description', (own.content ->> 'weight')::integer
    from ${terms} own where own.content is not null)`;
  const edges = sql<EdgeRow>`(
    select h.term_id, h.parent_id, h.weight from category_term_hierarchy h
    where not exists (select from ${terms} own where own.record_id::uuid = h.term_id)
    union all
    select own.record_id::uuid, above.id, above.weight
    from ${terms} own
      cross join lateral jsonb_to_recordset(own.content -> 'parents') as above(id uuid, weight integer)
    where own.content is not null)`;
  // Looked up one by one, which is what these lists are short for: half a second for a tree of 5,000 terms,
  // where a join with all terms for each of them took 8.
  const isParentThere = sql`coalesce(
    (select own.content is not null from ${terms} own where own.record_id::uuid = h.parent_id),
    exists (select from category_term t where t.id = h.parent_id))`;
  const synonym = sql<SynonymRow>`(
    select s.vocabulary_id, s.term_id, s.name from category_term_synonym s
    where not exists (select from ${terms} own where own.record_id::uuid = s.term_id)
    union all
    select (own.content ->> 'vocabulary')::uuid, own.record_id::uuid, other.name
    from ${terms} own
      cross join lateral jsonb_array_elements_text(own.content -> 'synonyms') as other(name)
    where own.content is not null)`;
  const there = (ids: RawBuilder<unknown>) =>
    sql`select t.id, t.id from ${term} t where t.id = any(${ids})`;
  return {
    vocabulary,
    term,
    hierarchy: sql`(select h.* from ${edges} h where ${isParentThere})`,
    synonym,
    below: (ids) => sql<ClosureRow>`(
      with recursive reached(ancestor_id, term_id) as (
        ${there(ids)}
        union
        select reached.ancestor_id, h.term_id
        from reached join ${edges} h on h.parent_id = reached.term_id
      ) select ancestor_id, term_id from reached)`,
    above: (ids) => sql<ClosureRow>`(
      with recursive reached(ancestor_id, term_id) as (
        ${there(ids)}
        union
        select h.parent_id, reached.term_id
        from reached join ${edges} h on h.term_id = reached.ancestor_id
        where ${isParentThere}
      ) select ancestor_id, term_id from reached)`,
  };
}

/**
 * What the first of the stages that says something says of each record. Kind and stages stand in the
 * statement: an index has the terms by their ids.
 */
function said(type: 'term' | 'vocabulary', stages: readonly StageId[]): RawBuilder<unknown> {
  const written = sql.join(stages.map((stage) => sql.lit(stage)));
  const own = sql`from stage_document
    where record_type = ${sql.lit(type)} and stage_id in (${written})`;
  return stages.length === 1
    ? sql`(select record_id, content ${own})`
    : sql`(select distinct on (record_id) record_id, content ${own}
        order by record_id, array_position(array[${written}]::uuid[], stage_id))`;
}
