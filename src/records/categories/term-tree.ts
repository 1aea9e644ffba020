import { createHash } from 'node:crypto';
import type { TermId } from '#base';
import type { Term } from './category.ts';
import type { Edge } from './hierarchy-store.ts';

/** Where a term stands, from top to bottom. One with several parents has a place under each. */
export interface TermPlace<Placed = Term> {
  readonly term: Placed;
  /** 0: on top; each level below counts one more. */
  readonly depth: number;
  /** What it stands under here. */
  readonly parent: TermId | undefined;
  /** It stands further up too; what is under it stands there. */
  readonly again: boolean;
}

/**
 * The terms as a tree; both lists are in order. Every edge is in it once, and every top term. What a
 * stage and the one below it have made stand under each other begins on top, too.
 */
export function treeOf<Placed extends { readonly id: TermId }>(
  terms: readonly Placed[],
  edges: readonly Edge[],
): readonly TermPlace<Placed>[] {
  const known = new Map(terms.map((term) => [term.id, term]));
  const below = Map.groupBy(edges, (edge) => edge.parent);
  const under = new Set(edges.map((edge) => edge.term));
  const seen = new Set<TermId>();
  const places: TermPlace<Placed>[] = [];
  // What is to be placed next stands last.
  const waiting = terms
    .filter(({ id }) => !under.has(id))
    .map(({ id }) => ({ id, depth: 0, parent: undefined as TermId | undefined }))
    .reverse();
  const left = terms.map(({ id }) => id).reverse();
  /** The first term that stands nowhere so far. */
  const lost = () => {
    for (let id = left.pop(); id !== undefined; id = left.pop())
      if (!seen.has(id)) return { id, depth: 0, parent: undefined };
    return undefined;
  };
  const following = () => waiting.pop() ?? lost();
  for (let next = following(); next; next = following()) {
    const { id, depth, parent } = next;
    const term = known.get(id);
    if (!term) continue;
    const again = seen.has(id);
    places.push({ term, depth, parent, again });
    seen.add(id);
    if (again) continue;
    const children = (below.get(id) ?? []).map((edge) => edge.term);
    waiting.push(...children.map((id_) => ({ id: id_, depth: depth + 1, parent: id })).reverse());
  }
  return places;
}

/** A few characters that are others as soon as any term stands elsewhere. */
export function markOf(places: readonly TermPlace<{ readonly id: TermId }>[]): string {
  const said = places.map(({ term, depth }) => `${term.id} ${depth}`).join('\n');
  return createHash('sha256').update(said).digest('base64url').slice(0, 22);
}
