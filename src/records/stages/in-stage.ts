import type { StageId } from '#base';
import type { RequestContext } from '#grammar/access';

/** The same actor in another stage, asked anew: what was found out for the request was of its own. */
export function inStage(ctx: RequestContext, stage: StageId): RequestContext {
  if (ctx.stage === stage) return ctx;
  const { origin: _, ...context } = ctx;
  return { ...context, stage };
}
