import { type JsonObject, LIVE, parseId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Transaction } from '#platform/database';
import { type DocumentKind, inStage } from '#records/stages';
import type { CategoryDeps } from './category-deps.ts';
import { finishTerms } from './finish-terms.ts';
import {
  readTermDocuments,
  readVocabularyDocuments,
  TERM,
  termContent,
  VOCABULARY,
  vocabularyContent,
} from './term-documents.ts';
import { liveTerms } from './term-view.ts';
import { lockVocabularies } from './vocabulary-store.ts';

/** Vocabularies as documents of stages. */
export function createVocabularyKind(deps: CategoryDeps): DocumentKind {
  return {
    type: VOCABULARY,
    label: 'Vocabularies',
    kept: false,
    async read(queries, ids) {
      const known = ids?.flatMap((id) => parseId<'vocabulary'>(id) ?? []);
      const found = await readVocabularyDocuments(liveTerms(queries), known);
      return new Map([...found].map(([id, one]) => [id, vocabularyContent(one)]));
    },
    labelOf: (id, { label }) => (typeof label === 'string' ? label : id),
    write: collect(deps, VOCABULARY),
    lock: lockVocabularies,
    async finish(transaction, ctx, chain, vocabularies, what) {
      // The stage below is as it was.
      if (what === 'discarded') return;
      await finishTerms(deps, transaction, ctx, chain, { vocabularies, terms: [] });
    },
  };
}

/** Terms as documents of stages. */
export function createTermKind(deps: CategoryDeps): DocumentKind {
  return {
    type: TERM,
    label: 'Terms',
    kept: false,
    async read(queries, ids) {
      const known = ids?.flatMap((id) => parseId<'term'>(id) ?? []);
      const found = await readTermDocuments(liveTerms(queries), known);
      return new Map([...found].map(([id, one]) => [id, termContent(one)]));
    },
    labelOf: (id, { name }) => (typeof name === 'string' ? name : id),
    write: collect(deps, TERM),
    lock: lockVocabularies,
    async finish(transaction, ctx, chain, terms, what) {
      if (what === 'discarded') return;
      await finishTerms(deps, transaction, ctx, chain, { vocabularies: [], terms });
    },
  };
}

/** What live is to become is gathered as documents of live: only all of it has to fit together. */
function collect({ stages }: CategoryDeps, type: string): DocumentKind['write'] {
  return (transaction: Transaction, ctx: RequestContext, id: string, content: JsonObject | null) =>
    stages.documents.save(transaction, inStage(ctx, LIVE), { type, id, content });
}
