import { LIVE, type TermId } from '#base';
import { queriesOf, type RequestContext } from '#grammar/access';
import type { ReferenceTarget } from '#grammar/fields';
import type { Transaction } from '#platform/database';
import { inStage } from '#records/stages';
import { arrangeTerms, type OutlineLine } from './arrange-terms.ts';
import type { CategoryDeps } from './category-deps.ts';
import { TermNotFound } from './category-errors.ts';
import { mayCreate } from './category-permissions.ts';
import type { Term, TermInput, TermQuery, Vocabulary, VocabularyInput } from './category.ts';
import { createTerm } from './create-term.ts';
import { createVocabulary } from './create-vocabulary.ts';
import { deleteTerm, takeBackTerm } from './delete-term.ts';
import { deleteVocabulary } from './delete-vocabulary.ts';
import { findOrCreateTerm, type FindTermOptions } from './find-or-create-term.ts';
import { listAncestorIds, listChildIds, listEdges } from './hierarchy-store.ts';
import { findMerged } from './merge-store.ts';
import { type MergedTerm, mergeTerm, type TermHolders } from './merge-term.ts';
import { createTermKind, createVocabularyKind } from './category-kinds.ts';
import { createTermReference } from './term-reference.ts';
import { findTerm, findTerms, listAllTerms, listTerms } from './term-store.ts';
import { type TermPlace, treeOf } from './term-tree.ts';
import { updateTerm } from './update-term.ts';
import { liveTerms, viewTerms } from './term-view.ts';
import { updateVocabulary } from './update-vocabulary.ts';
import * as store from './vocabulary-store.ts';

/**
 * The door to vocabularies and terms, as `ctx.stage` has them. Everybody who sees content sees them;
 * changing them needs `administer categories`.
 */
export interface Categories {
  listVocabularies(ctx: RequestContext): Promise<readonly store.VocabularyWithCount[]>;
  findVocabulary(ctx: RequestContext, name: string): Promise<Vocabulary | undefined>;
  /** Throws `VocabularyNotFound`. */
  getVocabulary(ctx: RequestContext, name: string): Promise<Vocabulary>;
  createVocabulary(ctx: RequestContext, name: unknown, input: VocabularyInput): Promise<Vocabulary>;
  /** Makes those of live that are not there, called as they are named. */
  makeVocabularies(
    ctx: RequestContext,
    transaction: Transaction,
    names: readonly string[],
  ): Promise<void>;
  updateVocabulary(ctx: RequestContext, name: string, input: VocabularyInput): Promise<Vocabulary>;
  deleteVocabulary(ctx: RequestContext, name: string): Promise<void>;

  listTerms(
    ctx: RequestContext,
    vocabulary: string,
    query: TermQuery,
  ): Promise<{ readonly terms: readonly Term[]; readonly total: number }>;
  /** Throws `TermNotFound`. */
  getTerm(ctx: RequestContext, id: TermId): Promise<Term>;
  /** Those that there are, by name. */
  findTerms(ctx: RequestContext, ids: readonly TermId[]): Promise<readonly Term[]>;
  /** What stands right under a term, in order. */
  listChildren(ctx: RequestContext, id: TermId): Promise<readonly Term[]>;
  /** What a term stands under, however far up, by name. */
  listAncestors(ctx: RequestContext, id: TermId): Promise<readonly Term[]>;
  /** The whole vocabulary; a term with several parents stands under each. */
  listTree(ctx: RequestContext, vocabulary: string): Promise<readonly TermPlace[]>;
  createTerm(ctx: RequestContext, vocabulary: string, input: TermInput): Promise<Term>;
  updateTerm(ctx: RequestContext, id: TermId, input: TermInput): Promise<Term>;
  /** Terms that stood only under it move up to where it stood. */
  deleteTerm(ctx: RequestContext, id: TermId): Promise<Term>;
  /** Makes one term of two, in live; `into` is what is left. */
  mergeTerm(
    ctx: RequestContext,
    from: TermId,
    into: TermId,
    holders: TermHolders,
  ): Promise<MergedTerm>;
  /** What a term that is gone became a part of. */
  findMerged(id: TermId): Promise<TermId | undefined>;
  /** Ends a term that was made in this transaction. */
  takeBackTerm(ctx: RequestContext, id: TermId, queries: Transaction): Promise<void>;
  /**
   * Puts every term where the outline has it; `seen` is `markOf` the tree that it was made from.
   * Throws `TermsChanged` where that is another by now.
   */
  arrangeTerms(
    ctx: RequestContext,
    vocabulary: string,
    outline: readonly OutlineLine[],
    seen: string,
  ): Promise<void>;
  /** By one of its names, any case; undefined: there is none and `create` is false. */
  findOrCreateTerm(
    ctx: RequestContext,
    vocabulary: string,
    name: string,
    options: FindTermOptions,
  ): Promise<Term | undefined>;

  readonly reference: ReferenceTarget;
}

export function createCategories(deps: CategoryDeps): Categories {
  const { database, stages } = deps;
  const view = (ctx: RequestContext) => viewTerms(queriesOf(database, ctx), ctx.stage);
  const getVocabulary = async (ctx: RequestContext, name: string) =>
    store.getVocabulary(await view(ctx), name);
  // A term is published after what it belongs to.
  stages.documents.register(createVocabularyKind(deps));
  stages.documents.register(createTermKind(deps));
  return {
    listVocabularies: async (ctx) => store.listVocabularies(await view(ctx)),
    findVocabulary: async (ctx, name) => store.findVocabulary(await view(ctx), name),
    getVocabulary,
    createVocabulary: (ctx, name, input) => createVocabulary(deps, ctx, name, input),
    async makeVocabularies(ctx, transaction, names) {
      const live = inStage(ctx, LIVE);
      const seen = liveTerms(transaction);
      for (const name of new Set(names)) {
        if (await store.findVocabulary(seen, name)) continue;
        const label = name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ');
        await createVocabulary(deps, live, name, { label }, transaction);
      }
    },
    updateVocabulary: (ctx, name, input) => updateVocabulary(deps, ctx, name, input),
    deleteVocabulary: (ctx, name) => deleteVocabulary(deps, ctx, name),

    listTerms: async (ctx, vocabulary, query) =>
      listTerms(await view(ctx), await getVocabulary(ctx, vocabulary), query),
    async getTerm(ctx, id) {
      const term = await findTerm(await view(ctx), id);
      if (!term) throw new TermNotFound();
      return term;
    },
    findTerms: async (ctx, ids) => findTerms(await view(ctx), ids),
    listChildren: async (ctx, id) => {
      const seen = await view(ctx);
      const ids = await listChildIds(seen, id);
      const found = new Map((await findTerms(seen, ids)).map((term) => [term.id, term]));
      return ids.flatMap((one) => found.get(one) ?? []);
    },
    listAncestors: async (ctx, id) => {
      const seen = await view(ctx);
      return findTerms(seen, await listAncestorIds(seen, id));
    },
    listTree: async (ctx, vocabulary) => {
      const seen = await view(ctx);
      const terms = await listAllTerms(seen, await store.getVocabulary(seen, vocabulary));
      return treeOf(terms, await listEdges(seen, vocabulary));
    },
    createTerm: (ctx, vocabulary, input) => createTerm(deps, ctx, vocabulary, input),
    updateTerm: (ctx, id, input) => updateTerm(deps, ctx, id, input),
    deleteTerm: (ctx, id) => deleteTerm(deps, ctx, id),
    mergeTerm: (ctx, from, into, holders) => mergeTerm(deps, holders, ctx, from, into),
    findMerged: (id) => findMerged(database.queries, id),
    takeBackTerm: (ctx, id, within) => takeBackTerm(deps, ctx, id, within),
    arrangeTerms: (ctx, vocabulary, outline, seen) =>
      arrangeTerms(deps, ctx, vocabulary, outline, seen),
    findOrCreateTerm: (ctx, vocabulary, name, options) =>
      findOrCreateTerm(deps, ctx, vocabulary, name, options),

    reference: createTermReference(database.queries, {
      mayMake: (ctx) => mayCreate(ctx.actor),
      findOrMake: async (within, ctx, vocabulary, name) => {
        const create = mayCreate(ctx.actor);
        const options = { create, queries: within };
        return (await findOrCreateTerm(deps, ctx, vocabulary, name, options))?.id;
      },
    }),
  };
}
