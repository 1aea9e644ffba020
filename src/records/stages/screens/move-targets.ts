import { LIVE } from '#base';
import type { RequestContext } from '#grammar/access';
import { mayWrite } from '../stage-permissions.ts';
import type { Stage } from '../stage.ts';
import type { Stages } from '../stages.ts';
import { upstreamOf } from './stage-place.ts';

/** The stages that the actor can move changes of this one to: none that it stands on. */
export function moveTargets(
  stages: Pick<Stages, 'known' | 'list'>,
  ctx: RequestContext,
  stage: Stage,
): readonly Stage[] {
  const below = new Set([stage.id]);
  for (let one = upstreamOf(stages, stage); one; one = upstreamOf(stages, one)) below.add(one.id);
  return stages
    .list(ctx)
    .filter((one) => one.id !== LIVE && !below.has(one.id) && mayWrite(ctx.actor, one));
}
