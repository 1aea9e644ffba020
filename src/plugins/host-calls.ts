import type { RequestContext } from '#grammar/access';

/** What plugins have asked of the kernel as part of a transaction, until it is answered. */
export interface HostCalls {
  /** Remembers that `work` is under way in the name of `ctx`. */
  begin<Result>(ctx: RequestContext, work: Promise<Result>): Promise<Result>;
  /** Answers when nothing of `ctx` is under way any more. */
  settled(ctx: RequestContext): Promise<void>;
}

/**
 * A plugin that is ended at its deadline leaves what it asked for last half done. Inside a
 * transaction nobody may go on before that has come to its end: what it still writes would be
 * written after the transaction was taken back, by a connection that is somebody else’s by then.
 */
export function createHostCalls(): HostCalls {
  const underWay = new WeakMap<RequestContext, Set<Promise<unknown>>>();
  return {
    async begin(ctx, work) {
      if (ctx.transaction === undefined) return work;
      const all = underWay.get(ctx) ?? new Set();
      underWay.set(ctx, all.add(work));
      try {
        return await work;
      } finally {
        all.delete(work);
      }
    },
    async settled(ctx) {
      const all = underWay.get(ctx);
      if (all) await Promise.allSettled(all);
    },
  };
}
