import { parseId, sameJson } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Transaction } from '#platform/database';
import type { CategoryDeps } from './category-deps.ts';
import type { Term } from './category.ts';
import { renewClosure, writeEdges } from './hierarchy-store.ts';
import type { CategoryDocuments } from './list-unfit.ts';
import { freeNames, putTerms, putVocabularies } from './publish-store.ts';
import { removeLiveTerm } from './remove-live-term.ts';
import { tellDeleted } from './tell-deleted.ts';
import {
  readTermDocuments,
  readVocabularyDocuments,
  TERM,
  type TermDocuments,
  VOCABULARY,
} from './term-documents.ts';
import { tappedTerm, termInsert, termUpdate } from './term-taps.ts';
import { findTerm, findTerms } from './term-store.ts';
import { liveTerms, type TermView } from './term-view.ts';
import { deleteVocabularyRow } from './vocabulary-store.ts';

/**
 * Makes live what the documents of live say, which fit together, and tells plugins of terms.
 * `view` has live with these documents.
 */
export async function writeLiveTerms(
  deps: CategoryDeps,
  view: TermView & { readonly queries: Transaction },
  ctx: RequestContext,
  gathered: CategoryDocuments,
): Promise<void> {
  const { queries } = view;
  const { documents } = deps.stages;
  const live = liveTerms(queries);
  const vocabularyIds = [...gathered.vocabularies.keys()].flatMap(
    (id) => parseId<'vocabulary'>(id) ?? [],
  );
  const ids = [...gathered.terms.keys()].flatMap((id) => parseId<'term'>(id) ?? []);
  const before = await findTerms(live, ids);
  const vocabularies = await readVocabularyDocuments(view, vocabularyIds);
  const terms = await readTermDocuments(view, ids);
  await putVocabularies(queries, vocabularies);
  // Names are changed one by one, and one may get that of another.
  await freeNames(queries, ids);
  await putTerms(queries, terms);
  await placeTerms(queries, terms);
  const gone = before.filter(({ id }) => !terms.has(id));
  for (const { id } of gone) {
    const term = await findTerm(live, id);
    if (term) await removeLiveTerm(live, term);
  }
  for (const id of vocabularyIds) if (!vocabularies.has(id)) await deleteVocabularyRow(queries, id);
  await documents.remove(queries, ctx.stage, TERM, ids);
  await documents.remove(queries, ctx.stage, VOCABULARY, vocabularyIds);
  await tell(deps, ctx, before, await findTerms(live, ids));
  await tellDeleted(deps.taps, ctx, gone);
}

async function placeTerms(queries: Transaction, terms: TermDocuments): Promise<void> {
  const ids = [...terms.keys()];
  const edges = [...terms].flatMap(([term, { parents }]) =>
    parents.map(({ id: parent, weight }) => ({ term, parent, weight })),
  );
  await writeEdges(queries, ids, edges);
  await renewClosure(queries, ids);
}

/** Tells plugins of terms that are new, and of those that are others than before. */
async function tell(
  { taps }: CategoryDeps,
  ctx: RequestContext,
  before: readonly Term[],
  after: readonly Term[],
): Promise<void> {
  const known = new Map(before.map(tappedTerm).map((term) => [term.id, term]));
  const now = after.map(tappedTerm);
  const made = now.filter(({ id }) => !known.has(id));
  const changed = now.flatMap((term) => {
    const was = known.get(term.id);
    return was && !sameJson(was, term) ? [{ term, before: was }] : [];
  });
  if (made.length > 0 && taps.has(termInsert))
    await taps.ask(
      ctx,
      termInsert,
      made.map((term) => ({ term })),
    );
  if (changed.length > 0 && taps.has(termUpdate)) await taps.ask(ctx, termUpdate, changed);
}
