import { type Clock, parseId, type Problem, type UserId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Database, Transaction } from '#platform/database';
import type { Gather } from '../definition/gather.ts';
import { parseGather } from '../definition/parse-gather.ts';
import { placeProblems } from '../definition/place-problems.ts';
import { GatherChanged, GatherNotFound, InvalidGather } from '../gather-errors.ts';
import { requireGatherAdministration } from '../gather-permissions.ts';
import type { Gathers, SavedGather } from '../gathers.ts';
import {
  findVersion,
  insertGather,
  lockGathers,
  readGathers,
  removeGather,
  writeEnabled,
  writeGather,
} from './gather-store.ts';
import type { KeptGathers } from './kept-gathers.ts';

export interface ChangeDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly kept: KeptGathers;
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
  const { database, clock, kept } = deps;

  async function change(work: (transaction: Transaction) => Promise<void>): Promise<void> {
    await database.transaction(async (transaction) => {
      await lockGathers(transaction);
      await work(transaction);
      await kept.tellAll(transaction);
    });
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
  const stamp = ({ actor }: RequestContext) => ({ at: clock.now(), user: personOf(actor.id) });
  const saved = (name: string): SavedGather => {
    const found = kept.find(name);
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
        ...(await placing(gather, replaces))(kept.list()),
      ];
    },

    async create(ctx, input) {
      requireGatherAdministration(ctx);
      const gather = await read(ctx, input);
      const placed = await placing(gather);
      await change(async (transaction) => {
        if ((await findVersion(transaction, gather.name)) !== undefined) {
          throw new InvalidGather([TAKEN]);
        }
        refuse(placed(await readAll(transaction)));
        await insertGather(transaction, gather, stamp(ctx));
      });
      ctx.log.info({ gather: gather.name, by: ctx.actor.id }, 'A gather was made');
      return saved(gather.name);
    },

    async update(ctx, name, input, version) {
      requireGatherAdministration(ctx);
      const gather = await read(ctx, input);
      const placed = await placing(gather, name);
      await change(async (transaction) => {
        const now = await findVersion(transaction, name);
        if (now === undefined) throw new GatherNotFound();
        if (version !== 'current' && version !== now) throw new GatherChanged();
        const renamed = gather.name !== name;
        if (renamed && (await findVersion(transaction, gather.name)) !== undefined) {
          throw new InvalidGather([TAKEN]);
        }
        refuse(placed(await readAll(transaction)));
        await writeGather(transaction, name, gather, stamp(ctx));
      });
      ctx.log.info({ gather: gather.name, by: ctx.actor.id }, 'A gather was changed');
      return saved(gather.name);
    },

    async enable(ctx, name, enabled) {
      requireGatherAdministration(ctx);
      await change(async (transaction) => {
        if ((await findVersion(transaction, name)) === undefined) throw new GatherNotFound();
        await writeEnabled(transaction, name, enabled);
      });
      ctx.log.info({ gather: name, enabled, by: ctx.actor.id }, 'A gather was switched');
      return saved(name);
    },

    async delete(ctx, name) {
      requireGatherAdministration(ctx);
      await change(async (transaction) => {
        if ((await findVersion(transaction, name)) === undefined) throw new GatherNotFound();
        await removeGather(transaction, name);
      });
      ctx.log.info({ gather: name, by: ctx.actor.id }, 'A gather was deleted');
    },
  };
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new InvalidGather(problems);
}

/** As they are while nobody else saves. */
function readAll(transaction: Transaction): Promise<readonly SavedGather[]> {
  return readGathers(transaction, () => undefined);
}

function personOf(id: string): UserId | null {
  return parseId<'user'>(id) ?? null;
}
