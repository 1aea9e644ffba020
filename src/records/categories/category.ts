import type { TermId, VocabularyId } from '#base';

/** A set of terms: `topics`, `places`. */
export interface Vocabulary {
  readonly id: VocabularyId;
  /** Machine name. */
  readonly name: string;
  readonly label: string;
  readonly description: string;
}

/** One entry of a vocabulary. */
export interface Term {
  readonly id: TermId;
  readonly name: string;
  readonly description: string;
  readonly weight: number;
  readonly vocabulary: { readonly name: string; readonly label: string };
  /** What it stands under, in order of their names; none: it stands on top. */
  readonly parents: readonly TermId[];
  /** Its other names, in order. */
  readonly synonyms: readonly string[];
}

/** What creates or changes a vocabulary; what is missing stays as it is. */
export interface VocabularyInput {
  readonly label?: unknown;
  readonly description?: unknown;
}

/** What creates or changes a term; what is missing stays as it is. */
export interface TermInput {
  readonly name?: unknown;
  readonly description?: unknown;
  /** Ids of terms of the same vocabulary. */
  readonly parents?: unknown;
  readonly synonyms?: unknown;
}

export interface TermQuery {
  /** Its name, or another name of it, contains this; any case. */
  readonly search?: string;
  /** 1 to 1000. */
  readonly limit: number;
  readonly offset?: number;
}

/** Where the term is looked at. */
export function termUrl(id: string): string {
  return `/term/${id}`;
}
