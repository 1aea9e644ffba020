import { LIVE } from '#base';
import type { RequestContext } from '#grammar/access';
import {
  badge,
  container,
  type Element,
  inOrder,
  link,
  paragraph,
  text,
  time,
} from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import { maySeeStages } from '../stage-permissions.ts';
import type { PlannedRecord } from '../publish/plan.ts';
import type { Stage } from '../stage.ts';
import type { Stages } from '../stages.ts';
import { isReviewed, progress } from './review-words.ts';
import { administersStages, checkUsesStages, STAGES, stageUrl, upstreamOf } from './stage-place.ts';

/** `/admin/stages`: which there are, and what is waiting in each. */
export function stageListScreen(stages: Stages): PageRoute {
  return {
    methods: ['GET'],
    path: STAGES,
    signedIn: true,
    section: {
      label: 'Stages',
      description: 'What is prepared beside the live site, and published when it is ready.',
      icon: 'layers',
      weight: 15,
      allows: maySeeStages,
    },
    async handle({ ctx }) {
      checkUsesStages(ctx);
      const rows = [];
      // One after the other: each may go through many records.
      for (const stage of stages.list(ctx)) rows.push({ cells: await cells(stages, ctx, stage) });
      return {
        kind: 'page',
        theme: 'admin',
        title: 'Stages',
        actions: administersStages(ctx.actor)
          ? [link(`${STAGES}/add`, 'Add stage', { look: 'primary', icon: 'plus' })]
          : [],
        body: {
          '#type': 'table',
          '#caption': 'Stages',
          '#columns': [
            { label: 'Stage' },
            { label: 'Is published to' },
            { label: 'Changes', numeric: true },
            { label: 'Last published' },
            { label: 'Operations', hidden: true },
          ],
          '#rows': rows,
        },
      };
    },
  };
}

async function cells(
  stages: Stages,
  ctx: RequestContext,
  stage: Stage,
): Promise<readonly Element[]> {
  if (stage.id === LIVE) {
    return [
      named(stage, container({ label: text(stage.label) }, { tag: 'strong' }), ctx),
      text(''),
      text(''),
      text(''),
      text(''),
    ];
  }
  const changes = await stages.plan(ctx, stage.id);
  const [last] = await stages.history(ctx, stage.id);
  return [
    named(stage, link(stageUrl(stage), stage.label), ctx, howFar(stage, changes)),
    text(upstreamOf(stages, stage)?.label ?? ''),
    text(String(changes.length)),
    last ? time(last.published, 'relative') : text('Never'),
    administersStages(ctx.actor) ? operations(stage) : text(''),
  ];
}

/** How far the stage is, where anything of it is on its way. */
function howFar(stage: Stage, changes: readonly PlannedRecord[]): string {
  const reviews = changes.map(({ review }) => review);
  return reviews.length > 0 && isReviewed(stage, reviews) ? progress(reviews) : '';
}

function named(stage: Stage, label: Element, ctx: RequestContext, far = ''): Element {
  const described = stage.id === LIVE ? 'What readers see.' : stage.description;
  return container(
    inOrder(
      container(inOrder(label, stage.id === ctx.stage && badge('You are here', 'info')), {
        attributes: { class: 'cluster', 'data-gap': 'small' },
      }),
      described !== '' && paragraph(described, { class: 'muted' }),
      far !== '' && paragraph(far, { class: 'muted numbers' }),
    ),
  );
}

function operations(stage: Stage): Element {
  const operation = (path: string, name: string, label: string): Element =>
    link(`${stageUrl(stage)}/${path}`, label, {
      icon: name,
      iconOnly: true,
      look: 'quiet',
      attributes: { title: label },
    });
  return container(
    inOrder(
      operation('edit', 'pencil', `Edit ${stage.label}`),
      operation('close', 'archive', `Close ${stage.label}`),
    ),
    { attributes: { class: 'operations' } },
  );
}
