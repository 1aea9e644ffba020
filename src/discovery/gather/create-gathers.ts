import type { Clock, RoleId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Taps } from '#grammar/taps';
import type { Database, Queries } from '#platform/database';
import type { Queues } from '#platform/queue';
import type { Logger } from '#platform/telemetry';
import type { Categories } from '#records/categories';
import type { Items } from '#records/items';
import type { InstalledPlugin } from '#records/plugins';
import type { Stages } from '#records/stages';
import { createIndexAdvisor } from './advisor/index-advisor.ts';
import { alterGather } from './alter-gather.ts';
import { createCatalogue } from './catalogue/create-catalogue.ts';
import { createPluginBases } from './catalogue/listed-tables.ts';
import { checkGather } from './check/check-gather.ts';
import { type Display, type Gather, sectionsOf } from './definition/gather.ts';
import { parseGather } from './definition/parse-gather.ts';
import { requireDisplay } from './display-access.ts';
import { DisplayNotFound, GatherNotFound, InvalidGather } from './gather-errors.ts';
import { requireGatherAdministration } from './gather-permissions.ts';
import type { Gathers } from './gathers.ts';

import type { GatherDeps } from './run/gather-deps.ts';
import type { GatherQuery } from './run/gather-result.ts';
import { compileGather, runGather } from './run/run-gather.ts';
import { createGatherChanges } from './store/change-gathers.ts';
import { createGatherKind } from './store/gather-kind.ts';
import { createKeptGathers } from './store/kept-gathers.ts';

export interface GathersOptions {
  readonly database: Database;
  readonly items: Items;
  readonly categories: Pick<Categories, 'listVocabularies'>;
  readonly taps: Taps;
  readonly clock: Clock;
  readonly log: Logger;
  readonly queues: Queues;
  readonly stages: Pick<Stages, 'enter' | 'documents'>;
  /** The plugins that this kernel asks. */
  asked(): readonly InstalledPlugin[];
  /** Machine names of roles. */
  roleNames(queries: Queries, roles: readonly RoleId[]): Promise<readonly string[]>;
  /** Addresses that the site and plugins have. */
  takenPaths(): Promise<readonly string[]>;
  /** IANA name of the zone in which the site's days begin. */
  timeZone(): string;
}

/** Reads the listings and keeps them the same as on other kernels. */
export async function createGathers(options: GathersOptions): Promise<Gathers> {
  const { database, items, categories, taps } = options;
  const { documents } = options.stages;
  const kept = await createKeptGathers({ ...options, documents });
  documents.register(createGatherKind(kept, documents));
  const parts = { items, pluginBases: createPluginBases(options.asked) };
  const findCatalogue = createCatalogue(parts);
  const catalogue = createCatalogue({
    ...parts,
    listVocabularies: (ctx) => categories.listVocabularies(ctx),
  });
  const engine: GatherDeps = { ...options, findCatalogue, indexed: () => kept.indexed() };
  const roleNames = (roles: readonly RoleId[]) => options.roleNames(database.queries, roles);

  const check = async (ctx: RequestContext, gather: Gather) =>
    checkGather(await findCatalogue(ctx), gather);
  const changes = createGatherChanges({
    ...options,
    kept,
    check,
  });

  /** As plugins would have it. */
  async function altered(
    ctx: RequestContext,
    gather: Gather,
    id: string,
    given: GatherQuery['arguments'] = {},
  ) {
    const display = displayOf(gather, id);
    const now = await alterGather({ taps, check }, ctx, gather, display, given);
    return [now, displayOf(now, id)] as const;
  }

  const open: Gathers['open'] = async (ctx, name, id, given = {}) => {
    const saved = kept.find(name, ctx.stage);
    if (!saved?.enabled) throw new GatherNotFound();
    const asSaved = displayOf(saved.gather, id);
    await requireDisplay(ctx, sectionsOf(saved.gather, asSaved).access, roleNames);
    const [gather, display] = await altered(ctx, saved.gather, id, given);
    return {
      gather,
      display,
      sections: sectionsOf(gather, display),
      run: (query) => runGather(engine, ctx, gather, display, { ...query, arguments: given }),
    };
  };

  const advisor = createIndexAdvisor({ ...options, engine, findCatalogue, kept });

  return {
    catalogue,
    advisor,
    list: kept.list,
    find: kept.find,
    staged: kept.staged,
    get(name, stage) {
      const saved = kept.find(name, stage);
      if (!saved) throw new GatherNotFound();
      return saved;
    },
    ...changes,
    onChanged: kept.onChanged,

    open,
    async run(ctx, name, id, { arguments: given, ...query }) {
      return (await open(ctx, name, id, given)).run(query);
    },

    async preview(ctx, input, id, query) {
      requireGatherAdministration(ctx);
      const parsed = await parseGather(input);
      if (!parsed.ok) throw new InvalidGather(parsed.problems);
      const problems = await check(ctx, parsed.gather);
      if (problems.length > 0) throw new InvalidGather(problems);
      const run = await altered(ctx, parsed.gather, id, query.arguments);
      const [{ sql, parameters }, result] = await Promise.all([
        compileGather(engine, ctx, ...run, query),
        runGather(engine, ctx, ...run, query),
      ]);
      return { ...result, sql, parameters };
    },

    [Symbol.asyncDispose]: () => kept[Symbol.asyncDispose](),
  };
}

function displayOf(gather: Gather, id: string): Display {
  const display = gather.displays.find((one) => one.id === id);
  if (!display) throw new DisplayNotFound();
  return display;
}
