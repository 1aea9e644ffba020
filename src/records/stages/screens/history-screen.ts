import { badge, type Element, link, text, time } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import type { Publish } from '../publish/journal-store.ts';
import { mayPublish } from '../stage-permissions.ts';
import type { Stage } from '../stage.ts';
import type { StageScreenDeps } from './screen-deps.ts';
import { stageOf, STAGES, STAGES_CRUMB, stageTabs, stageUrl } from './stage-place.ts';

/** `/admin/stages/{stage}/history`: what was published when, by whom, and the way back. */
export function historyScreen({ stages }: StageScreenDeps): PageRoute {
  return {
    methods: ['GET'],
    path: `${STAGES}/{stage}/history`,
    signedIn: true,
    async handle(request) {
      const { ctx } = request;
      const stage = await stageOf(stages, request);
      const publishes = await stages.history(ctx, stage.id);
      const may = mayPublish(ctx.actor, stage);
      return {
        kind: 'page',
        theme: 'admin',
        title: stage.label,
        breadcrumb: [STAGES_CRUMB],
        tabs: stageTabs(ctx, stage, 'history'),
        body: {
          '#type': 'table',
          '#caption': `What was published from ${stage.label}, the last first`,
          '#columns': [
            { label: 'Published' },
            { label: 'By' },
            { label: 'Changes', numeric: true },
            { label: 'What' },
            { label: 'Operations', hidden: true },
          ],
          '#rows': publishes.map((one) => ({
            cells: [
              time(one.published, 'datetime'),
              text(one.publishedByName),
              text(String(one.changes)),
              text(one.log),
              way(stage, one, may),
            ],
          })),
          '#empty': {
            '#type': 'empty_state',
            '#icon': 'history',
            '#title': 'Nothing was published yet',
            '#value': 'Each publish is listed here, and can be taken back from here.',
          },
        },
      };
    },
  };
}

function way(stage: Stage, publish: Publish, may: boolean): Element {
  if (publish.undone) return badge('Taken back');
  if (!may) return text('');
  return link(undoUrl(stage, publish), 'Take back', { look: 'quiet', icon: 'undo-2' });
}

/** Where one is asked before a publish is taken back. */
export function undoUrl(stage: Pick<Stage, 'id'>, publish: Pick<Publish, 'id'>): string {
  return `${stageUrl(stage)}/history/${publish.id}/undo`;
}
