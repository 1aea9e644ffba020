import { canonicalJson, type Clock } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Database, Queries } from '#platform/database';
import type { Gather } from '../definition/gather.ts';
import type { SavedGather } from '../gathers.ts';
import {
  findDraft,
  lockDraft,
  removeDraft,
  removeDraftsBefore,
  writeDraft,
} from './draft-store.ts';

/** What somebody changed in a gather and did not save so far. */
export interface Draft {
  /** That of the gather when the draft began. */
  readonly version: number;
  /** Definitions, each a change of the one before it; the first is the gather as it was saved. */
  readonly steps: readonly unknown[];
  /** Which of them is shown. */
  readonly at: number;
}

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
      await lockDraft(transaction, ctx.actor.id, name);
      const draft = await findIn(transaction, ctx, saved);
      const next = change(draft);
      if (next !== draft) await writeDraft(transaction, ctx.actor.id, name, next, clock.now());
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
    discard: ({ actor }, { gather }) => removeDraft(queries, actor.id, gather.name),
    removeOld: () =>
      removeDraftsBefore(queries, new Date(clock.now().getTime() - KEPT_DAYS * 86_400_000)),
  };
}

async function findIn(
  queries: Queries,
  { actor }: RequestContext,
  { gather, version }: SavedGather,
): Promise<Draft> {
  return (await findDraft(queries, actor.id, gather.name)) ?? { version, steps: [gather], at: 0 };
}
