import type { RequestContext } from '#grammar/access';

/** What plugins have asked of the kernel where it may be saved, until it is answered. */
export interface HostCalls {
  /**
   * A context of one question alone, whose calls can be waited for: what they lead to may lead to
   * other questions, which end before them.
   */
  follow(ctx: RequestContext): RequestContext;
  /** Remembers that `work` is under way in the name of `ctx`, if that is followed. */
  begin<Result>(ctx: RequestContext, work: Promise<Result>): Promise<Result>;
  /** Answers when nothing of `ctx` is under way any more. */
  settled(ctx: RequestContext): Promise<void>;
}

/**
 * A plugin that is ended at its deadline leaves what it asked for last half done, and nobody may go
 * on before that has come to its end. Inside a transaction, what it still writes would be written
 * after that was taken back, by a connection that is somebody else’s by then; outside of one, it
 * would be saved beside what is done when the plugin is asked again.
 */
export function createHostCalls(): HostCalls {
  const underWay = new WeakMap<RequestContext, Set<Promise<unknown>>>();
  return {
    follow(ctx) {
      const own = { ...ctx, origin: ctx.origin ?? ctx };
      underWay.set(own, new Set());
      return own;
    },
    async begin(ctx, work) {
      const all = underWay.get(ctx)?.add(work);
      try {
        return await work;
      } finally {
        all?.delete(work);
      }
    },
    async settled(ctx) {
      const all = underWay.get(ctx);
      if (all) await Promise.allSettled(all);
    },
  };
}
