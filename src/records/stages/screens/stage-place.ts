import { LIVE } from '#base';
import { type Actor, can, type RequestContext } from '#grammar/access';
import type { PageRequest, PageView } from '#grammar/routes';
import { StageNotAllowed, StageNotFound } from '../stage-errors.ts';
import { ADMINISTER_STAGES, mayPublish, maySeeStages, mayShare } from '../stage-permissions.ts';
import type { Selection } from '../publish/selection.ts';
import type { Stage } from '../stage.ts';
import type { Stages } from '../stages.ts';
import { chosenQuery } from './selection-query.ts';

export const STAGES = '/admin/stages';
export const STAGES_CRUMB = { url: STAGES, label: 'Stages' };

/** The screens of one stage begin here. */
export function stageUrl({ id }: Pick<Stage, 'id'>): string {
  return `${STAGES}/${id}`;
}

/** Where links are made that show the stage. */
export function previewsUrl(stage: Pick<Stage, 'id'>): string {
  return `${stageUrl(stage)}/previews`;
}

/** Where a button goes that publishes those of the stage, or all of it, and comes to `to`. */
export function publishUrl(stage: Pick<Stage, 'id'>, only: Selection = [], to?: string): string {
  const query = chosenQuery(only);
  if (to !== undefined) query.set('to', to);
  const asked = query.toString();
  return `${stageUrl(stage)}/publish${asked === '' ? '' : `?${asked}`}`;
}

export function stageCrumbs(stage: Stage): NonNullable<PageView['breadcrumb']> {
  return [STAGES_CRUMB, { url: stageUrl(stage), label: stage.label }];
}

export function administersStages(actor: Actor): boolean {
  return can(actor, ADMINISTER_STAGES);
}

/** Throws `StageNotAllowed` where the screens of stages are not for the actor. */
export function checkUsesStages({ actor }: RequestContext): void {
  if (!maySeeStages(actor)) throw new StageNotAllowed('look at', 'Draft');
}

/** The stage that the path names by `{stage}`; live has no changes of its own to be shown. */
export async function stageOf(stages: Stages, { ctx, params }: PageRequest): Promise<Stage> {
  checkUsesStages(ctx);
  const stage = await stages.get(ctx, params['stage'] ?? '');
  if (stage.id === LIVE) throw new StageNotFound();
  return stage;
}

/** The same for who may publish it. */
export async function stageToPublish(stages: Stages, request: PageRequest): Promise<Stage> {
  const stage = await stageOf(stages, request);
  if (!mayPublish(request.ctx.actor, stage)) throw new StageNotAllowed('publish', stage.label);
  return stage;
}

/** What the stage is published to. */
export function upstreamOf(
  stages: Pick<Stages, 'known'>,
  { upstreamId }: Stage,
): Stage | undefined {
  return stages.known().find(({ id }) => id === upstreamId);
}

export function stageTabs(
  ctx: RequestContext,
  stage: Stage,
  active: 'changes' | 'history' | 'activity' | 'schedule' | 'previews' | 'edit' | undefined,
): NonNullable<PageView['tabs']> {
  const url = stageUrl(stage);
  return [
    { url, label: 'Changes', active: active === 'changes' },
    { url: `${url}/history`, label: 'History', active: active === 'history' },
    { url: `${url}/activity`, label: 'Activity', active: active === 'activity' },
    ...(mayPublish(ctx.actor, stage)
      ? [{ url: `${url}/schedule`, label: 'Publish later', active: active === 'schedule' }]
      : []),
    ...(mayShare(ctx.actor)
      ? [{ url: previewsUrl(stage), label: 'Previews', active: active === 'previews' }]
      : []),
    ...(administersStages(ctx.actor)
      ? [{ url: `${url}/edit`, label: 'Edit', active: active === 'edit' }]
      : []),
  ];
}

/** "One change", "12 changes". */
export function countedChanges(count: number): string {
  return count === 1 ? 'One change' : `${count} changes`;
}
