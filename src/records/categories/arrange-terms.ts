import { InvalidInput, pointer, type TermId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { CategoryDeps } from './category-deps.ts';
import { TermsChanged } from './category-errors.ts';
import { checkMayAdminister } from './category-permissions.ts';
import { type Edge, listEdges } from './hierarchy-store.ts';
import { changeTerms } from './term-place.ts';
import { listAllTerms } from './term-store.ts';
import { markOf, treeOf } from './term-tree.ts';

/** One line of an outline: a term, and how many levels below the top it stands. */
export interface OutlineLine {
  readonly id: TermId;
  readonly depth: number;
}

/**
 * Puts all terms of a vocabulary where the outline has them: each under the line above it that is
 * one level higher, in that order. A term may be in several lines. `seen` is the mark of the tree
 * that this was made from.
 */
export async function arrangeTerms(
  deps: CategoryDeps,
  context: RequestContext,
  vocabularyName: string,
  outline: readonly OutlineLine[],
  seen: string,
): Promise<void> {
  checkMayAdminister(context);
  await changeTerms(deps, context, undefined, async (place, ctx) => {
    const vocabulary = await place.lock(vocabularyName);
    const terms = await listAllTerms(place, vocabulary);
    const tree = treeOf(terms, await listEdges(place, vocabularyName));
    const names = new Map(terms.map(({ id, name }) => [id, name]));
    const ids = [...new Set(outline.map(({ id }) => id))];
    if (seen !== markOf(tree) || new Set(names.keys()).symmetricDifference(new Set(ids)).size > 0)
      throw new TermsChanged();
    const edges = edgesOf(outline);
    const turning = findCircle(ids, edges);
    if (turning !== undefined) throw circle(outline, turning, names.get(turning) ?? '');
    await place.arrange(ids, edges);
    ctx.log.info({ vocabulary: vocabularyName, actor: ctx.actor.id }, 'terms put in order');
  });
}

/** What stands under what: a line that is too deep stands right under the one above it. */
function edgesOf(outline: readonly OutlineLine[]): readonly Edge[] {
  const edges = new Map<string, Edge>();
  const path: TermId[] = [];
  for (const { id, depth } of outline) {
    path.length = Math.min(depth, path.length);
    const parent = path.at(-1);
    path.push(id);
    if (parent === undefined) continue;
    const key = `${id} ${parent}`;
    if (!edges.has(key)) edges.set(key, { term: id, parent, weight: edges.size });
  }
  return [...edges.values()];
}

/** A term that stands below itself. */
function findCircle(ids: readonly TermId[], edges: readonly Edge[]): TermId | undefined {
  const parents = Map.groupBy(edges, ({ term }) => term);
  const done = new Set<TermId>();
  const path = new Set<TermId>();
  const visit = (id: TermId): TermId | undefined => {
    if (path.has(id)) return id;
    if (done.has(id)) return undefined;
    path.add(id);
    for (const { parent } of parents.get(id) ?? []) {
      const found = visit(parent);
      if (found !== undefined) return found;
    }
    path.delete(id);
    done.add(id);
    return undefined;
  };
  for (const id of ids) {
    const found = visit(id);
    if (found !== undefined) return found;
  }
  return undefined;
}

function circle(outline: readonly OutlineLine[], id: TermId, name: string): InvalidInput {
  const message = `“${name}” would stand below itself. Put it somewhere else.`;
  const line = outline.findLastIndex((one) => one.id === id);
  return new InvalidInput('term.circle', message, {
    problems: [{ pointer: pointer('terms', line), code: 'circle', message }],
  });
}
