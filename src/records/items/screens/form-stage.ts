import { parseId } from '#base';
import type { PageRequest } from '#grammar/routes';
import { inStage, StageNotFound } from '#records/stages';
import type { ItemScreenDeps } from './screen-deps.ts';

/**
 * What a form sends is about the stage that it was opened in, wherever its author went meanwhile in
 * another window. Throws `StageNotFound` where that was closed: nothing goes live by accident.
 */
export function inFormStage(
  { stages }: Pick<ItemScreenDeps, 'stages'>,
  request: PageRequest,
): PageRequest {
  const { ctx, method, body } = request;
  const sent = method === 'POST' ? body.values.get('stage')?.[0] : undefined;
  if (sent === undefined) return request;
  const stage = stages.list(ctx).find(({ id }) => id === parseId<'stage'>(sent));
  if (!stage) throw new StageNotFound();
  return stage.id === ctx.stage ? request : { ...request, ctx: inStage(ctx, stage.id) };
}
