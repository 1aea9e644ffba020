import type { Term } from './category.ts';
import { findBelow, listChildIds, renewClosure, writeParents } from './hierarchy-store.ts';
import { deleteTermRow, findTerms } from './term-store.ts';
import type { TermView } from './term-view.ts';

/** Takes a term out of live. Those that stood only under it move up to where it stood. */
export async function removeLiveTerm(view: TermView, term: Term): Promise<void> {
  const { queries } = view;
  const children = await findTerms(view, await listChildIds(view, term.id));
  for (const child of children) {
    if (child.parents.length > 1) continue;
    const below = new Set(await findBelow(view, child.id, term.parents));
    const above = term.parents.filter((id) => !below.has(id));
    await writeParents(queries, child.id, [term.id, ...above]);
  }
  await deleteTermRow(queries, term.id);
  await renewClosure(
    queries,
    children.map(({ id }) => id),
  );
}
