import { LIVE, type StageId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Transaction } from '#platform/database';
import { inStage, overlaidTerms } from '#records/stages';
import type { CategoryDeps } from './category-deps.ts';
import { TermsUnfit } from './category-errors.ts';
import { listUnfit } from './list-unfit.ts';
import { TERM, VOCABULARY } from './term-documents.ts';
import { writeLiveTerms } from './write-live-terms.ts';

/**
 * Ends a publish of vocabularies and terms, or what takes one back: throws `TermsUnfit` where they do
 * not fit together in the upstream of `chain[0]`. In live they become what was gathered of them.
 */
export async function finishTerms(
  deps: CategoryDeps,
  queries: Transaction,
  context: RequestContext,
  [stage = LIVE, ...upstream]: readonly StageId[],
  changed: { readonly vocabularies: readonly string[]; readonly terms: readonly string[] },
): Promise<void> {
  const { documents } = deps.stages;
  const [into = LIVE] = upstream;
  const view = { queries, tables: overlaidTerms(upstream) };
  const documentsOf = async (at: StageId) => ({
    vocabularies: await documents.read(queries, VOCABULARY, at),
    terms: await documents.read(queries, TERM, at),
  });
  const there = await documentsOf(into);
  const ids =
    into === LIVE
      ? { vocabularies: [...there.vocabularies.keys()], terms: [...there.terms.keys()] }
      : changed;
  const unfit = await listUnfit(view, { ids, there, stage: await documentsOf(stage) });
  if (unfit.length > 0) throw new TermsUnfit(unfit);
  if (into === LIVE) await writeLiveTerms(deps, view, inStage(context, LIVE), there);
}
