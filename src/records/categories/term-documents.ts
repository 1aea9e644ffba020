import type { JsonObject, TermId, VocabularyId } from '#base';
import type { Vocabulary } from './category.ts';
import { type RawBuilder, sql } from 'kysely';
import type { TermView } from './term-view.ts';

/** Vocabularies and terms as documents of stages. */
export const VOCABULARY = 'vocabulary';
export const TERM = 'term';

/** All that a term is, part by part as stages merge it. */
export interface TermDocument {
  readonly vocabulary: VocabularyId;
  readonly name: string;
  readonly description: string;
  readonly weight: number;
  /** In the order of their ids. */
  readonly parents: readonly { readonly id: TermId; readonly weight: number }[];
  /** In the order of their characters. */
  readonly synonyms: readonly string[];
}

export type TermDocuments = ReadonlyMap<TermId, TermDocument>;

/** The documents that make up these terms, or all that there are. */
export async function readTermDocuments(
  { queries, tables }: TermView,
  ids?: readonly TermId[],
): Promise<TermDocuments> {
  const { rows } = await sql<TermDocument & { readonly id: TermId }>`
    select t.id, t.vocabulary_id as vocabulary, t.name, t.description, t.weight,
      (select coalesce(jsonb_agg(
          jsonb_build_object('id', h.parent_id, 'weight', h.weight) order by h.parent_id), '[]')
        from ${tables.hierarchy} h where h.term_id = t.id) as parents,
      (select coalesce(jsonb_agg(s.name order by s.name collate "C"), '[]')
        from ${tables.synonym} s where s.term_id = t.id) as synonyms
    from ${tables.term} t ${among('t', ids)}`.execute(queries);
  return new Map(rows.map(({ id, ...document }) => [id, document]));
}

/** The same of vocabularies. */
export async function readVocabularyDocuments(
  { queries, tables }: TermView,
  ids?: readonly VocabularyId[],
): Promise<ReadonlyMap<VocabularyId, Omit<Vocabulary, 'id'>>> {
  const { rows } = await sql<Vocabulary>`
    select v.id, v.name, v.label, v.description from ${tables.vocabulary} v
    ${among('v', ids)}`.execute(queries);
  return new Map(rows.map(({ id, ...document }) => [id, document]));
}

function among(table: string, ids: readonly string[] | undefined): RawBuilder<unknown> {
  return ids === undefined ? sql`` : sql`where ${sql.ref(`${table}.id`)} = any(${ids}::uuid[])`;
}

/** As stages keep it. */
export function termContent({
  vocabulary,
  name,
  description,
  weight,
  parents,
  synonyms,
}: TermDocument): JsonObject {
  return {
    vocabulary,
    name,
    description,
    weight,
    parents: parents
      .map((parent) => ({ id: parent.id, weight: parent.weight }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    synonyms: synonyms.toSorted(),
  };
}

export function vocabularyContent({
  name,
  label,
  description,
}: Omit<Vocabulary, 'id'>): JsonObject {
  return { name, label, description };
}
