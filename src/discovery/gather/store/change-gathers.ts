import { type Clock, parseId, type Problem, type UserId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Database, Transaction } from '#platform/database';
import type { Gather } from '../definition/gather.ts';
import { parseGather } from '../definition/parse-gather.ts';
import { GatherChanged, GatherNotFound, InvalidGather } from '../gather-errors.ts';
import { requireGatherAdministration } from '../gather-permissions.ts';
import type { Gathers, SavedGather } from '../gathers.ts';
import {
  findVersion,
  insertGather,
  lockGathers,
  removeGather,
  writeEnabled,
  writeGather,
} from './gather-store.ts';
import type { KeptGathers } from './kept-gathers.ts';

export interface ChangeDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly kept: KeptGathers;
  /** What is wrong with a definition of a readable shape, and with its place among the others. */
  check(ctx: RequestContext, gather: Gather, replaces?: string): Promise<readonly Problem[]>;
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
  async function read(ctx: RequestContext, input: unknown, replaces?: string): Promise<Gather> {
    const parsed = await parseGather(input);
    if (!parsed.ok) throw new InvalidGather(parsed.problems);
    const problems = await deps.check(ctx, parsed.gather, replaces);
    if (problems.length > 0) throw new InvalidGather(problems);
    return parsed.gather;
  }
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
      return parsed.ok ? deps.check(ctx, parsed.gather, replaces) : parsed.problems;
    },

    async create(ctx, input) {
      requireGatherAdministration(ctx);
      const gather = await read(ctx, input);
      await change(async (transaction) => {
        if ((await findVersion(transaction, gather.name)) !== undefined) {
          throw new InvalidGather([TAKEN]);
        }
        await insertGather(transaction, gather, stamp(ctx));
      });
      ctx.log.info({ gather: gather.name, by: ctx.actor.id }, 'A gather was made');
      return saved(gather.name);
    },

    async update(ctx, name, input, version) {
      requireGatherAdministration(ctx);
      const gather = await read(ctx, input, name);
      await change(async (transaction) => {
        const now = await findVersion(transaction, name);
        if (now === undefined) throw new GatherNotFound();
        if (version !== 'current' && version !== now) throw new GatherChanged();
        const renamed = gather.name !== name;
        if (renamed && (await findVersion(transaction, gather.name)) !== undefined) {
          throw new InvalidGather([TAKEN]);
        }
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

function personOf(id: string): UserId | null {
  return parseId<'user'>(id) ?? null;
}
