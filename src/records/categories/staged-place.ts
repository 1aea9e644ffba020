import { type JsonObject, sameJson, type TermId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Transaction } from '#platform/database';
import type { CategoryDeps } from './category-deps.ts';
import { TermNotFound } from './category-errors.ts';
import { findHighestWeights, listChildIds } from './hierarchy-store.ts';
import {
  readTermDocuments,
  TERM,
  termContent,
  type TermDocument,
  VOCABULARY,
  vocabularyContent,
} from './term-documents.ts';
import type { TermPlace } from './term-place.ts';
import { findHighestWeight, findTerm, listAllTerms } from './term-store.ts';
import type { TermView } from './term-view.ts';
import { findVocabulary, getVocabulary } from './vocabulary-store.ts';

/** Changes what the stage of `ctx` has instead of vocabularies and terms. */
export function createStagedPlace(
  { stages: { documents } }: CategoryDeps,
  view: TermView & { readonly queries: Transaction },
  ctx: RequestContext,
): TermPlace {
  const { queries } = view;
  const save = (type: string, changed: ReadonlyMap<string, JsonObject | null>) =>
    documents.saveAll(queries, ctx, type, changed);
  const saveTerms = (changed: readonly (readonly [TermId, TermDocument | null])[]) =>
    save(TERM, new Map(changed.map(([id, one]) => [id, one && termContent(one)])));

  /** Changes those of the terms that are others by it. */
  async function change(
    ids: readonly TermId[],
    changed: (document: TermDocument, id: TermId) => TermDocument,
  ): Promise<void> {
    const found = [...(await readTermDocuments(view, ids))];
    const after = found.map(([id, document]) => [id, changed(document, id)] as const);
    await saveTerms(
      after.filter(([, one], i) => {
        const before = found[i]?.[1];
        return !before || !sameJson(termContent(before), termContent(one));
      }),
    );
  }
  /** Under what it stood before it keeps its place; elsewhere it comes last. */
  async function placed(
    before: TermDocument['parents'],
    parents: readonly TermId[],
  ): Promise<TermDocument['parents']> {
    const known = new Map(before.map(({ id, weight }) => [id, weight]));
    const highest = await findHighestWeights(
      view,
      parents.filter((id) => !known.has(id)),
    );
    return parents.map((id) => ({ id, weight: known.get(id) ?? highest.get(id) ?? 0 }));
  }

  return {
    ...view,
    async lock(name) {
      await documents.lock(queries);
      return getVocabulary(view, name);
    },
    async addVocabulary(vocabulary) {
      await documents.lock(queries);
      if (await findVocabulary(view, vocabulary.name)) return false;
      await save(VOCABULARY, new Map([[vocabulary.id, vocabularyContent(vocabulary)]]));
      return true;
    },
    writeVocabulary: (vocabulary) =>
      save(VOCABULARY, new Map([[vocabulary.id, vocabularyContent(vocabulary)]])),
    async removeVocabulary(vocabulary) {
      const terms = await listAllTerms(view, vocabulary);
      await saveTerms(terms.map(({ id }) => [id, null]));
      await save(VOCABULARY, new Map([[vocabulary.id, null]]));
    },

    async add({ id, vocabulary, name, description, parents, synonyms }) {
      const weight = await findHighestWeight(view, vocabulary.id);
      const own = { vocabulary: vocabulary.id, name, description, weight, synonyms };
      await saveTerms([[id, { ...own, parents: await placed([], parents) }]]);
    },
    async write(_vocabulary, { id }, after) {
      const before = (await readTermDocuments(view, [id])).get(id);
      const parents = await placed(before?.parents ?? [], after.parents);
      await change([id], (document) => ({ ...document, ...after, parents }));
      const written = await findTerm(view, id);
      if (!written) throw new TermNotFound();
      return written;
    },
    async remove(term) {
      const above = await placed([], term.parents);
      await change(await listChildIds(view, term.id), (child) => {
        const others = child.parents.filter(({ id }) => id !== term.id);
        return { ...child, parents: others.length > 0 ? others : above };
      });
      await saveTerms([[term.id, null]]);
    },
    takeBack: ({ id }) => documents.remove(queries, ctx.stage, TERM, [id]),
    async arrange(ids, edges) {
      const above = Map.groupBy(edges, ({ term }) => term);
      const places = new Map(ids.map((id, place) => [id, place]));
      await change(ids, (document, id) => ({
        ...document,
        weight: places.get(id) ?? document.weight,
        parents: (above.get(id) ?? []).map(({ parent, weight }) => ({ id: parent, weight })),
      }));
    },
  };
}
