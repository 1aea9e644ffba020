import { defineTap } from '#grammar/taps';
import type { Term } from './category.ts';

/** A term as plugins are shown it. */
export interface TappedTerm {
  readonly id: string;
  /** The machine name. */
  readonly vocabulary: string;
  readonly name: string;
  readonly description: string;
  /** Ids of the terms that it stands under. */
  readonly parents: readonly string[];
  /** Its other names. */
  readonly synonyms: readonly string[];
}

export const termInsert = defineTap<{ readonly term: TappedTerm }, null>({
  name: 'term_insert',
  about:
    'When a new term was written to live, also by publishing a stage, in the same transaction: what is saved here is kept or lost with it.',
  failure: 'abort',
  writes: true,
  check: () => undefined,
});

export const termUpdate = defineTap<
  { readonly term: TappedTerm; readonly before: TappedTerm },
  null
>({
  name: 'term_update',
  about:
    'When a change of a term was written to live, also by publishing a stage, in the same transaction. `before` is what it was. Also when another term was merged into it. Not asked where terms are only put in another order, under one another or not.',
  failure: 'abort',
  writes: true,
  check: () => undefined,
});

export const termDelete = defineTap<{ readonly term: TappedTerm }, null>({
  name: 'term_delete',
  about:
    'When a term of live was deleted, alone or with its vocabulary, by publishing a stage, or merged into another, in the same transaction. Content that refers to it stays.',
  failure: 'abort',
  writes: true,
  check: () => undefined,
});

/** The taps of this room. */
export const termTaps = [termInsert, termUpdate, termDelete] as const;

/** The term as plugins are shown it. */
export function tappedTerm(term: Omit<Term, 'weight'>): TappedTerm {
  const { id, vocabulary, name, description, parents, synonyms } = term;
  return { id, vocabulary: vocabulary.name, name, description, parents, synonyms };
}
