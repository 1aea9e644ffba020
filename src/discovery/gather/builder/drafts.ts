import { canonicalJson, type Clock } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Database, Queries } from '#platform/database';
import type { Gather } from '../definition/gather.ts';
import type { SavedGather } from '../store/saved-gather.ts';
import {
  type Draft,
  findDraft,
  lockDraft,
  removeDraft,
  removeDraftsBefore,
  writeDraft,
} from '../store/draft-store.ts';

/** Changes of gathers that are under way, of each person their own. They outlive the session. */
export interface Drafts {
  /** Of the gather as it is saved where nothing was changed. */
  find(ctx: RequestContext, saved: SavedGather): Promise<Draft>;
  /** One more change; those that were undone are gone then. */
  change(ctx: RequestContext, saved: SavedGather, definition: Gather): Promise<Draft>;
  undo(ctx: RequestContext, saved: SavedGather): Promise<Draft>;
  redo(ctx: RequestContext, saved: SavedGather): Promise<Draft>;
  discard(ctx: RequestContext, saved: SavedGather): Promise<void>;
  /** Those that nobody touched for a month; answers how many there were. */
  removeOld(): Promise<number>;
}

const MOST_STEPS = 50;
const KEPT_DAYS = 30;

export function createDrafts({
  database,
  clock,
}: {
  readonly database: Database;
  readonly clock: Clock;
}): Drafts {
  const { queries } = database;

  const find: Drafts['find'] = (ctx, saved) => findIn(queries, ctx, saved);

  /** Changes of one person come one after the other, however many pages they come from. */
  const write = (ctx: RequestContext, saved: SavedGather, change: (draft: Draft) => Draft) =>
    database.transaction(async (transaction) => {
      const { name } = saved.gather;
      await lockDraft(transaction, ctx, name);
      const draft = await findIn(transaction, ctx, saved);
      const next = change(draft);
      if (next !== draft) await writeDraft(transaction, ctx, name, next, clock.now());
      return next;
    });

  const moved = (ctx: RequestContext, saved: SavedGather, by: 1 | -1): Promise<Draft> =>
    write(ctx, saved, (draft) => {
      const at = Math.min(Math.max(draft.at + by, 0), draft.steps.length - 1);
      return { ...draft, at };
    });

  return {
    find,
    change: (ctx, saved, definition) =>
      write(ctx, saved, (draft) => {
        // What it is now, in whatever order it was read.
        if (canonicalJson(draft.steps[draft.at]) === canonicalJson(definition)) return draft;
        const steps = [...draft.steps.slice(0, draft.at + 1), definition].slice(-MOST_STEPS);
        return { ...draft, steps, at: steps.length - 1 };
      }),
    undo: (ctx, saved) => moved(ctx, saved, -1),
    redo: (ctx, saved) => moved(ctx, saved, 1),
    discard: (ctx, { gather }) => removeDraft(queries, ctx, gather.name),
    removeOld: () =>
      removeDraftsBefore(queries, new Date(clock.now().getTime() - KEPT_DAYS * 86_400_000)),
  };
}

async function findIn(
  queries: Queries,
  ctx: RequestContext,
  { gather, version }: SavedGather,
): Promise<Draft> {
  return (await findDraft(queries, ctx, gather.name)) ?? { version, steps: [gather], at: 0 };
}
