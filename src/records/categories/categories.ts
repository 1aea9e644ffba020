import type { TermId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { ReferenceTarget } from '#grammar/fields';
import type { Database, Queries } from '#platform/database';
import { TermNotFound, VocabularyNotFound } from './category-errors.ts';
import * as store from './category-store.ts';
import type { Term, TermInput, TermQuery, Vocabulary, VocabularyInput } from './category.ts';
import { createTerm, findOrCreateTerm } from './create-term.ts';
import { createVocabulary } from './create-vocabulary.ts';
import { deleteTerm } from './delete-term.ts';
import { deleteVocabulary } from './delete-vocabulary.ts';
import { orderTerms } from './order-terms.ts';
import { createTermReference } from './term-reference.ts';
import { updateTerm } from './update-term.ts';
import { updateVocabulary } from './update-vocabulary.ts';

/**
 * The door to vocabularies and terms. Everybody who sees content sees them; changing them needs
 * `administer categories`.
 */
export interface Categories {
  listVocabularies(): Promise<readonly store.VocabularyWithCount[]>;
  findVocabulary(name: string): Promise<Vocabulary | undefined>;
  /** Throws `VocabularyNotFound`. */
  getVocabulary(name: string): Promise<Vocabulary>;
  createVocabulary(ctx: RequestContext, name: unknown, input: VocabularyInput): Promise<Vocabulary>;
  updateVocabulary(ctx: RequestContext, name: string, input: VocabularyInput): Promise<Vocabulary>;
  deleteVocabulary(ctx: RequestContext, name: string): Promise<void>;

  listTerms(
    vocabulary: string,
    query: TermQuery,
  ): Promise<{ readonly terms: readonly Term[]; readonly total: number }>;
  /** Throws `TermNotFound`. */
  getTerm(id: TermId): Promise<Term>;
  createTerm(ctx: RequestContext, vocabulary: string, input: TermInput): Promise<Term>;
  updateTerm(ctx: RequestContext, id: TermId, input: TermInput): Promise<Term>;
  /** Takes part in a transaction when `queries` is one. */
  deleteTerm(ctx: RequestContext, id: TermId, queries?: Queries): Promise<Term>;
  orderTerms(ctx: RequestContext, vocabulary: string, ids: readonly TermId[]): Promise<void>;
  /** By name, any case; undefined: there is none and `create` is false. */
  findOrCreateTerm(
    ctx: RequestContext,
    vocabulary: string,
    name: string,
    options: FindTermOptions,
  ): Promise<Term | undefined>;

  readonly reference: ReferenceTarget;
}

export interface FindTermOptions {
  readonly create: boolean;
  /** The id to use for a new term, unless it is taken; default a new UUIDv7. */
  readonly id?: TermId;
  /** Take part in a transaction that is already open. */
  readonly queries?: Queries;
}

export function createCategories(deps: { readonly database: Database }): Categories {
  const { database } = deps;
  const { queries } = database;
  const getVocabulary = async (name: string) => {
    const vocabulary = await store.findVocabulary(queries, name);
    if (!vocabulary) throw new VocabularyNotFound(name);
    return vocabulary;
  };
  return {
    listVocabularies: () => store.listVocabularies(queries),
    findVocabulary: (name) => store.findVocabulary(queries, name),
    getVocabulary,
    createVocabulary: (ctx, name, input) => createVocabulary(queries, ctx, name, input),
    updateVocabulary: (ctx, name, input) => updateVocabulary(queries, ctx, name, input),
    deleteVocabulary: (ctx, name) => deleteVocabulary(queries, ctx, name),

    listTerms: async (vocabulary, query) =>
      store.listTerms(queries, await getVocabulary(vocabulary), query),
    async getTerm(id) {
      const term = await store.findTerm(queries, id);
      if (!term) throw new TermNotFound();
      return term;
    },
    createTerm: (ctx, vocabulary, input) => createTerm(queries, ctx, vocabulary, input),
    updateTerm: (ctx, id, input) => updateTerm(queries, ctx, id, input),
    deleteTerm: (ctx, id, within) => deleteTerm(within ?? queries, ctx, id),
    orderTerms: (ctx, vocabulary, ids) => orderTerms(database, ctx, vocabulary, ids),
    findOrCreateTerm: (ctx, vocabulary, name, options) =>
      findOrCreateTerm(options.queries ?? queries, ctx, vocabulary, name, options),

    reference: createTermReference(queries),
  };
}
