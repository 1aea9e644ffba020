import { LIVE, type StageId } from '#base';
import type { Queries } from '#platform/database';
import { listStageChain, stagedTerms, type TermTables } from '#records/stages';

/** Where vocabularies and terms are read: through what, and as which stage shows them. */
export interface TermView {
  readonly queries: Queries;
  readonly tables: TermTables;
}

/** As readers of live see them. */
export function liveTerms<Through extends Queries>(
  queries: Through,
): TermView & { readonly queries: Through } {
  return { queries, tables: stagedTerms([LIVE]) };
}

/** As a reader of the stage sees them; live costs no statement. */
export async function viewTerms(queries: Queries, stage: StageId): Promise<TermView> {
  return { queries, tables: stagedTerms(await listStageChain(queries, stage)) };
}
