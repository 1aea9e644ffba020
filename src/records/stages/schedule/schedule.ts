import type { StageId, UserId } from '#base';
import type { Actor, RequestContext } from '#grammar/access';

/** That a stage is published by itself. */
export interface Schedule {
  readonly stageId: StageId;
  readonly due: Date;
  readonly by: UserId;
  readonly byName: string;
  /** Why it was not published when it was due; it is not tried again. */
  readonly problem: string | null;
}

/** Publishing at a time. */
export interface Schedules {
  find(ctx: RequestContext, stage: StageId): Promise<Schedule | undefined>;
  /**
   * Publishes the stage at that time, as the actor who says so now: with what they may do then. For
   * who may publish it. `due` is ISO 8601, in the future; null: not any more.
   */
  set(ctx: RequestContext, stage: StageId, due: unknown): Promise<Schedule | undefined>;
  /** Publishes what is due; answers how many stages. `ctx` is that of whoever looks after the site. */
  publishDue(
    ctx: RequestContext,
    findActor: (id: UserId) => Promise<Actor | undefined>,
  ): Promise<number>;
}
