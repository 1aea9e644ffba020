import type { StageId } from '#base';
import type { StagedDocument } from './document-store.ts';

/** What the first of these stages that says something says of each document. */
export function overlayOf(
  documents: readonly StagedDocument[],
  type: string,
  chain: readonly StageId[],
): ReadonlyMap<string, StagedDocument> {
  const overlay = new Map<string, StagedDocument>();
  for (const stage of chain.toReversed())
    for (const one of documents)
      if (one.stage === stage && one.type === type) overlay.set(one.id, one);
  return overlay;
}
