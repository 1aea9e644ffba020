import type { Clock } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Database } from '#platform/database';
import type { Items } from '#records/items';
import type { FindPlacedCatalogue } from '../catalogue/create-catalogue.ts';
import type { IndexedColumns } from '../query/base-rows.ts';
import type { Display, Gather } from '../definition/gather.ts';
import type { GatherQuery, GatherResult } from './gather-result.ts';

/** What the engine works with. */
export interface GatherDeps {
  readonly database: Database;
  readonly items: Items;
  /** That of `createCatalogue`, without vocabularies: it is asked for at every run. */
  readonly findCatalogue: FindPlacedCatalogue;
  readonly clock: Clock;
  indexed(): IndexedColumns;
  /** IANA name of the zone in which the site's days begin. */
  timeZone(): string;
}

/** One run of a display: what `runGather` and `compileGather` take after their `deps`. */
export type GatherRun = [ctx: RequestContext, gather: Gather, display: Display, query: GatherQuery];

/** Throws `NotFound` for arguments that name nothing, and `Unavailable` when it takes too long. */
export type RunGather = (deps: GatherDeps, ...run: GatherRun) => Promise<GatherResult>;
/** The statement of the page, without running it: for the preview, EXPLAIN and the advisor. */
export type CompileGather = (deps: GatherDeps, ...run: GatherRun) => Promise<CompiledGather>;

export interface CompiledGather {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}
