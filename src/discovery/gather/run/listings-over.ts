import type { RequestContext } from '#grammar/access';
import { createCatalogue } from '../catalogue/create-catalogue.ts';
import type { PluginBase } from '../catalogue/plugin-base.ts';
import { checkGather } from '../check/check-gather.ts';
import type { Display, Gather } from '../definition/gather.ts';
import { parseGather } from '../definition/parse-gather.ts';
import type { GatherDeps } from './gather-deps.ts';
import type { GatherQuery } from './gather-result.ts';
import { compileGather, runGather } from './run-gather.ts';

/** Listings over content that need not be saved: for tests. It is half an hour before midnight. */
export function listingsOver(
  site: Pick<GatherDeps, 'database' | 'items'>,
  bases: readonly PluginBase[] = [],
) {
  const { database, items } = site;
  const deps: GatherDeps = {
    database,
    items,
    findCatalogue: createCatalogue({ items, pluginBases: () => bases }),
    indexed: () => ({ byValue: new Set(), inOrder: new Set() }),
    clock: { now: () => new Date('2026-03-10T22:30:00Z') },
    timeZone: () => 'Europe/Berlin',
  };
  return {
    deps,
    /** A listing of these sections; of items unless it says otherwise. */
    async define(defaults: object, base = 'item'): Promise<Gather> {
      const displays = [{ kind: 'page', id: 'page', path: '/list' }];
      const parsed = await parseGather({ name: 'list', label: 'List', base, defaults, displays });
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      return parsed.gather;
    },
    /** What is wrong with it. */
    async check(ctx: RequestContext, gather: Gather): Promise<readonly string[]> {
      const problems = checkGather(await deps.findCatalogue(ctx), gather);
      return problems.map(({ pointer, code }) => `${pointer} ${code}`);
    },
    run: (ctx: RequestContext, gather: Gather, query: GatherQuery = {}) =>
      runGather(deps, ctx, gather, firstDisplay(gather), query),
    compile: (ctx: RequestContext, gather: Gather, query: GatherQuery = {}) =>
      compileGather(deps, ctx, gather, firstDisplay(gather), query),
  };
}

function firstDisplay({ displays: [display] }: Gather): Display {
  if (!display) throw new Error('A listing has a display.');
  return display;
}
