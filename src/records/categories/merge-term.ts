import { setTimeout as sleep } from 'node:timers/promises';
import type { TermId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Queries } from '#platform/database';
import { requireLive } from '#records/stages';
import type { CategoryDeps } from './category-deps.ts';
import { InvalidTerm, TermBusy, TermNotFound } from './category-errors.ts';
import { checkMayAdminister } from './category-permissions.ts';
import type { Term } from './category.ts';
import { findBelow, listChildIds, renewClosure, writeParents } from './hierarchy-store.ts';
import { lockTerm } from './lock-term.ts';
import { leaveTo, lockToEnd } from './merge-store.ts';
import { tellDeleted } from './tell-deleted.ts';
import { tappedTerm, termUpdate } from './term-taps.ts';
import { changeTerms, type TermPlace } from './term-place.ts';
import { deleteTermRow, findTerm, findTerms } from './term-store.ts';
import { liveTerms, type TermView } from './term-view.ts';

/** What content has to do with terms; the room of items does it. */
export interface TermHolders {
  /** Makes some of what refers to one term refer to another; answers how many items. */
  replaceTerm(
    ctx: RequestContext,
    replacement: { readonly from: TermId; readonly into: TermId; readonly log: string },
  ): Promise<number>;
  /** Whether anything refers to it. */
  isReferredTo(queries: Queries, term: TermId): Promise<boolean>;
}

export interface MergedTerm {
  /** What is left. */
  readonly term: Term;
  /** How many items refer to that now instead. */
  readonly items: number;
}

/** So often content that is being saved is waited for, a tenth of a second each time. */
const PATIENCE = 100;

/**
 * Makes one term of two: content under `from` comes to be under `into`, as a new revision of each
 * item; so do the terms below it; its names become other names; its address leads to the other.
 * Content is changed piece by piece before the terms are: what breaks off is done by merging again.
 */
export async function mergeTerm(
  deps: CategoryDeps,
  holders: TermHolders,
  ctx: RequestContext,
  from: TermId,
  into: TermId,
): Promise<MergedTerm> {
  checkMayAdminister(ctx);
  requireLive(ctx, 'Terms are merged');
  const live = liveTerms(deps.database.queries);
  const [term, other] = await Promise.all([findTerm(live, from), findTerm(live, into)]);
  if (!term) throw new TermNotFound();
  checkFit(term, other);
  const log = `Term “${term.name}” merged into “${other?.name}”`.slice(0, 1000);
  let items = 0;
  for (let waits = 0; waits < PATIENCE;) {
    const changed = await holders.replaceTerm(ctx, { from, into, log });
    items += changed;
    if (changed > 0) continue;
    const done = await changeTerms(deps, ctx, undefined, (place, within) =>
      finish(deps, holders, place, within, from, into),
    );
    if (done) {
      ctx.log.info({ term: from, into, items, actor: ctx.actor.id }, 'term merged');
      return { term: done, items };
    }
    waits += 1;
    await sleep(100);
  }
  throw new TermBusy(term.name);
}

function checkFit(term: Term, other: Term | undefined): void {
  if (other?.vocabulary.name !== term.vocabulary.name)
    throw unfit('term_missing', `There is no such term in ${term.vocabulary.label}.`);
  if (other.id === term.id)
    throw unfit('same', `“${term.name}” cannot be merged into itself. Choose another term.`);
}

function unfit(code: string, message: string): InvalidTerm {
  return new InvalidTerm([{ pointer: '/into', code, message }]);
}

/** The terms themselves, once no content holds the one that goes. undefined: some does. */
async function finish(
  deps: CategoryDeps,
  holders: TermHolders,
  place: TermPlace,
  ctx: RequestContext,
  from: TermId,
  into: TermId,
): Promise<Term | undefined> {
  const { queries } = place;
  const { term } = await lockTerm(place, from);
  // Who saves something that refers to it holds it; who waits for whom would go round in a circle.
  if (!(await lockToEnd(queries, from))) return undefined;
  if (await holders.isReferredTo(queries, from)) return undefined;
  const before = await findTerm(place, into);
  checkFit(term, before);
  if (!before) throw new TermNotFound();
  await moveChildren(place, term, into);
  await leaveTo(queries, term, before);
  await deleteTermRow(queries, from);
  const after = await findTerm(place, into);
  if (!after) throw new TermNotFound();
  if (deps.taps.has(termUpdate))
    await deps.taps.ask(ctx, termUpdate, [{ term: tappedTerm(after), before: tappedTerm(before) }]);
  await tellDeleted(deps.taps, ctx, [term]);
  return after;
}

/** What stood under it stands under the other; what is above the other moves up instead. */
async function moveChildren(view: TermView, from: Term, into: TermId): Promise<void> {
  const children = await findTerms(view, await listChildIds(view, from.id));
  for (const child of children) {
    const isAbove = (await findBelow(view, child.id, [into])).length > 0;
    const others = child.parents.filter((id) => id !== from.id);
    const parents = [...others, ...(isAbove ? from.parents : [into])];
    await writeParents(view.queries, child.id, [...new Set(parents)]);
  }
  await renewClosure(
    view.queries,
    children.map(({ id }) => id),
  );
}
