import type { Clock, Problem } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Database, Transaction } from '#platform/database';
import type { Stages } from '#records/stages';
import type { Gather } from '../definition/gather.ts';
import { parseGather } from '../definition/parse-gather.ts';
import { placeProblems } from '../definition/place-problems.ts';
import { GatherChanged, GatherNotFound, InvalidGather } from '../gather-errors.ts';
import { requireGatherAdministration } from '../gather-permissions.ts';
import type { Gathers } from '../gathers.ts';
import type { SavedGather } from './saved-gather.ts';
import { removeDraftsOf, renameDrafts } from './draft-store.ts';
import { type GatherPlace, gatherPlace } from './gather-places.ts';
import { lockGathers } from './gather-store.ts';
import type { KeptGathers } from './kept-gathers.ts';

export interface ChangeDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly kept: KeptGathers;
  readonly stages: Pick<Stages, 'enter' | 'documents'>;
  /** What is wrong with a definition of a readable shape. */
  check(ctx: RequestContext, gather: Gather): Promise<readonly Problem[]>;
  /** Addresses that the site and plugins have. */
  takenPaths(): Promise<readonly string[]>;
}

const TAKEN: Problem = {
  pointer: '/name',
  code: 'taken',
  message: 'There is a gather with this machine name already.',
};

/** Makes, changes and deletes listings. */
export function createGatherChanges(
  deps: ChangeDeps,
): Pick<Gathers, 'create' | 'update' | 'enable' | 'delete' | 'check'> {
  const { database, clock, kept, stages } = deps;

  async function change(
    ctx: RequestContext,
    work: (transaction: Transaction, place: GatherPlace) => Promise<void>,
  ): Promise<void> {
    await database.transaction(async (transaction) => {
      await lockGathers(transaction);
      await stages.enter(transaction, ctx);
      await work(transaction, gatherPlace(stages.documents, ctx, clock.now()));
      await kept.tellAll(transaction);
    });
    await stages.documents.refresh();
    await kept.refresh();
  }
  async function read(ctx: RequestContext, input: unknown): Promise<Gather> {
    const parsed = await parseGather(input);
    if (!parsed.ok) throw new InvalidGather(parsed.problems);
    refuse(await deps.check(ctx, parsed.gather));
    return parsed.gather;
  }
  /** Asked before others are held up by a transaction: it may read what the site consists of. */
  const placing = async (gather: Gather, replaces = gather.name) => {
    const paths = await deps.takenPaths();
    return (all: readonly SavedGather[]) => {
      const gathers = all.map((one) => one.gather).filter(({ name }) => name !== replaces);
      return placeProblems(gather, { paths, gathers });
    };
  };
  const saved = ({ stage }: RequestContext, name: string): SavedGather => {
    const found = kept.find(name, stage);
    if (!found) throw new GatherNotFound();
    return found;
  };

  return {
    async check(ctx, input, replaces) {
      requireGatherAdministration(ctx);
      const parsed = await parseGather(input);
      if (!parsed.ok) return parsed.problems;
      const { gather } = parsed;
      return [
        ...(await deps.check(ctx, gather)),
        ...(await placing(gather, replaces))(kept.list(ctx.stage)),
      ];
    },

    async create(ctx, input) {
      requireGatherAdministration(ctx);
      const gather = await read(ctx, input);
      const placed = await placing(gather);
      await change(ctx, async (transaction, place) => {
        if ((await place.version(transaction, gather.name)) !== undefined) {
          throw new InvalidGather([TAKEN]);
        }
        refuse(placed(await place.all(transaction)));
        await place.insert(transaction, gather);
      });
      ctx.log.info({ gather: gather.name, by: ctx.actor.id }, 'A gather was made');
      return saved(ctx, gather.name);
    },

    async update(ctx, name, input, version) {
      requireGatherAdministration(ctx);
      const gather = await read(ctx, input);
      const placed = await placing(gather, name);
      await change(ctx, async (transaction, place) => {
        const now = await place.version(transaction, name);
        if (now === undefined) throw new GatherNotFound();
        if (version !== 'current' && version !== now) throw new GatherChanged();
        const renamed = gather.name !== name;
        if (renamed && (await place.version(transaction, gather.name)) !== undefined) {
          throw new InvalidGather([TAKEN]);
        }
        refuse(placed(await place.all(transaction)));
        await place.write(transaction, name, gather);
        if (renamed) await renameDrafts(transaction, ctx.stage, name, gather.name);
      });
      ctx.log.info({ gather: gather.name, by: ctx.actor.id }, 'A gather was changed');
      return saved(ctx, gather.name);
    },

    async enable(ctx, name, enabled) {
      requireGatherAdministration(ctx);
      await change(ctx, async (transaction, place) => {
        if ((await place.version(transaction, name)) === undefined) throw new GatherNotFound();
        await place.enable(transaction, name, enabled);
      });
      ctx.log.info({ gather: name, enabled, by: ctx.actor.id }, 'A gather was switched');
      return saved(ctx, name);
    },

    async delete(ctx, name) {
      requireGatherAdministration(ctx);
      await change(ctx, async (transaction, place) => {
        if ((await place.version(transaction, name)) === undefined) throw new GatherNotFound();
        await place.remove(transaction, name);
        await removeDraftsOf(transaction, ctx.stage, name);
      });
      ctx.log.info({ gather: name, by: ctx.actor.id }, 'A gather was deleted');
    },
  };
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new InvalidGather(problems);
}
