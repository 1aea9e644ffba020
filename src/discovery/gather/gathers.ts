import type { Problem, StageId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { IndexAdvisor } from './advisor/index-advisor.ts';
import type { FindCatalogue } from './catalogue/catalogue.ts';
import type { Display, Gather, Sections } from './definition/gather.ts';
import type { CompiledGather } from './run/gather-deps.ts';
import type { GatherQuery, GatherResult } from './run/gather-result.ts';
import type { SavedGather } from './store/saved-gather.ts';

/** The door to listings. */
export interface Gathers extends AsyncDisposable {
  readonly catalogue: FindCatalogue;
  /** Which indexes they lack. */
  readonly advisor: IndexAdvisor;

  /** As a stage has them, by label; default live. Kept in memory, the same on every kernel within a second. */
  list(stage?: StageId): readonly SavedGather[];
  find(name: string, stage?: StageId): SavedGather | undefined;
  /** Throws `NotFound`. */
  get(name: string, stage?: StageId): SavedGather;
  /** Those that stages have of their own, whatever stage that is. */
  staged(): readonly SavedGather[];

  /** Needs `administer gathers`. Throws `InvalidInput` with the place of every mistake. */
  create(ctx: RequestContext, input: unknown): Promise<SavedGather>;
  /** `version` is that of the gather that was edited; another one since then is a conflict. */
  update(
    ctx: RequestContext,
    name: string,
    input: unknown,
    version: number | 'current',
  ): Promise<SavedGather>;
  /** One that is off is there to edit, and shown nowhere. */
  enable(ctx: RequestContext, name: string, enabled: boolean): Promise<SavedGather>;
  delete(ctx: RequestContext, name: string): Promise<void>;
  /** Calls `listener` whenever one was saved, here or on another kernel; ends by the answer. */
  onChanged(listener: () => void): () => void;

  /**
   * What is wrong with a definition, without saving it; an empty list is nothing. `replaces`: the
   * name of the saved one that it would take the place of.
   */
  check(ctx: RequestContext, input: unknown, replaces?: string): Promise<readonly Problem[]>;

  /**
   * One display as plugins would have it for the actor of `ctx` and these arguments. Throws
   * `NotAllowed` where it is not for them.
   */
  open(
    ctx: RequestContext,
    name: string,
    display: string,
    given?: GatherQuery['arguments'],
  ): Promise<OpenListing>;
  /** Opens and runs it at once. */
  run(
    ctx: RequestContext,
    name: string,
    display: string,
    query: GatherQuery,
  ): Promise<GatherResult>;
  /** The same of a definition that is not saved: for the preview. Needs `administer gathers`. */
  preview(
    ctx: RequestContext,
    input: unknown,
    display: string,
    query: GatherQuery,
  ): Promise<GatherResult & CompiledGather>;
}

/** A display that is about to run: what its readers may choose is said by its sections. */
export interface OpenListing {
  readonly gather: Gather;
  readonly display: Display;
  readonly sections: Sections;
  /** Runs it as the actor may see it. Throws `NotFound` for arguments that name nothing. */
  run(query: Omit<GatherQuery, 'arguments'>): Promise<GatherResult>;
}
