import { LIVE, type TermId } from '#base';
import { inTransaction, type RequestContext, withTransaction } from '#grammar/access';
import type { Transaction } from '#platform/database';
import { stagedTerms } from '#records/stages';
import type { CategoryDeps } from './category-deps.ts';
import type { Term, Vocabulary } from './category.ts';
import type { CheckedTerm } from './check-term.ts';
import type { Edge } from './hierarchy-store.ts';
import { createLivePlace } from './live-place.ts';
import { createStagedPlace } from './staged-place.ts';
import type { TermView } from './term-view.ts';

/** A new term that was checked. */
export type NewTerm = Omit<Term, 'vocabulary' | 'weight'> & { readonly vocabulary: Vocabulary };

/** Where vocabularies and terms are changed: in live, or in a stage over it. */
export interface TermPlace extends TermView {
  readonly queries: Transaction;
  /**
   * Puts changes of the terms of a vocabulary in line until the transaction ends, so that what is
   * looked up afterwards stays true. Throws `VocabularyNotFound`.
   */
  lock(vocabulary: string): Promise<Vocabulary>;
  /** false: the name is taken. */
  addVocabulary(vocabulary: Vocabulary): Promise<boolean>;
  writeVocabulary(vocabulary: Vocabulary): Promise<void>;
  /** With its terms. */
  removeVocabulary(vocabulary: Vocabulary): Promise<void>;
  /** Puts a term behind the others of its vocabulary, and behind those that it stands beside. */
  add(term: NewTerm): Promise<void>;
  /** Under what it stood before it keeps its place. Answers it as it is now. */
  write(vocabulary: Vocabulary, before: Term, after: CheckedTerm): Promise<Term>;
  /** Terms that stood only under it move up to where it stood. */
  remove(term: Term): Promise<void>;
  /** Ends a term that was added in this transaction. */
  takeBack(term: Term): Promise<void>;
  /** Puts all terms of a vocabulary in this order, under one another as `edges` say. */
  arrange(ids: readonly TermId[], edges: readonly Edge[]): Promise<void>;
}

/** Does a change in one transaction: `given`, where there is one; for who may write in the stage. */
export async function changeTerms<Result>(
  deps: CategoryDeps,
  context: RequestContext,
  given: Transaction | undefined,
  work: (place: TermPlace, ctx: RequestContext) => Promise<Result>,
): Promise<Result> {
  const change = async (transaction: Transaction, ctx: RequestContext) => {
    const chain = await deps.stages.enter(transaction, ctx);
    const view = { queries: transaction, tables: stagedTerms(chain) };
    const create = ctx.stage === LIVE ? createLivePlace : createStagedPlace;
    return work(create(deps, view, ctx), ctx);
  };
  return given
    ? change(given, withTransaction(context, given))
    : inTransaction(deps.database, context, change);
}
