import { sameJson, type TermId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Transaction } from '#platform/database';
import type { CategoryDeps } from './category-deps.ts';
import { TermNotFound } from './category-errors.ts';
import { renewClosure, writeEdges, writeParents } from './hierarchy-store.ts';
import { removeLiveTerm } from './remove-live-term.ts';
import { writeSynonyms } from './synonym-store.ts';
import { tellDeleted } from './tell-deleted.ts';
import type { TermPlace } from './term-place.ts';
import { tappedTerm, termDelete, termInsert, termUpdate } from './term-taps.ts';
import {
  deleteTermRow,
  findTerm,
  insertTerm,
  listAllTerms,
  writeTerm,
  writeWeights,
} from './term-store.ts';
import type { TermView } from './term-view.ts';
import {
  deleteVocabularyRow,
  insertVocabulary,
  lockVocabulary,
  writeVocabulary,
} from './vocabulary-store.ts';

/** Changes the tables themselves, and tells plugins of terms. */
export function createLivePlace(
  { taps }: CategoryDeps,
  view: TermView & { readonly queries: Transaction },
  ctx: RequestContext,
): TermPlace {
  const { queries } = view;
  return {
    ...view,
    lock: (vocabulary) => lockVocabulary(queries, vocabulary),
    addVocabulary: (vocabulary) => insertVocabulary(queries, vocabulary),
    writeVocabulary: (vocabulary) => writeVocabulary(queries, vocabulary),
    async removeVocabulary(vocabulary) {
      const terms = taps.has(termDelete) ? await listAllTerms(view, vocabulary) : [];
      await deleteVocabularyRow(queries, vocabulary.id);
      await tellDeleted(taps, ctx, terms);
    },

    async add(term) {
      const { id, name, description, vocabulary, parents, synonyms } = term;
      await insertTerm(queries, { id, vocabulary_id: vocabulary.id, name, description });
      if (synonyms.length > 0) await writeSynonyms(queries, vocabulary.id, id, synonyms);
      if (parents.length > 0) await writeParents(queries, id, parents);
      await renewClosure(queries, [id]);
      if (taps.has(termInsert)) await taps.ask(ctx, termInsert, [{ term: tappedTerm(term) }]);
    },

    async write(vocabulary, before, after) {
      const { id } = before;
      await writeTerm(queries, { id, ...after });
      if (!sameJson(after.synonyms, before.synonyms))
        await writeSynonyms(queries, vocabulary.id, id, after.synonyms);
      if (isElsewhere(before.parents, after.parents)) {
        await writeParents(queries, id, after.parents);
        await renewClosure(queries, [id]);
      }
      const written = await findTerm(view, id);
      if (!written) throw new TermNotFound();
      if (taps.has(termUpdate)) {
        const told = { term: tappedTerm(written), before: tappedTerm(before) };
        await taps.ask(ctx, termUpdate, [told]);
      }
      return written;
    },

    async remove(term) {
      await removeLiveTerm(view, term);
      await tellDeleted(taps, ctx, [term]);
    },

    async takeBack(term) {
      await deleteTermRow(queries, term.id);
      await tellDeleted(taps, ctx, [term]);
    },

    async arrange(ids, edges) {
      await writeEdges(queries, ids, edges);
      await writeWeights(queries, ids);
      await renewClosure(queries, ids);
    },
  };
}

function isElsewhere(before: readonly TermId[], after: readonly TermId[]): boolean {
  return new Set(before).symmetricDifference(new Set(after)).size > 0;
}
