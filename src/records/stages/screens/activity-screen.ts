import { link, text, time } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import type { Activity } from '../activity/activity.ts';
import type { StageScreenDeps } from './screen-deps.ts';
import {
  countedChanges,
  stageOf,
  STAGES,
  STAGES_CRUMB,
  stageTabs,
  stageUrl,
} from './stage-place.ts';

const LINES = 100;

/** `/admin/stages/{stage}/activity`: what was done with the stage and in it, by whom. */
export function activityScreen({ stages }: StageScreenDeps): PageRoute {
  return {
    methods: ['GET'],
    path: `${STAGES}/{stage}/activity`,
    signedIn: true,
    async handle(request) {
      const { ctx, query } = request;
      const stage = await stageOf(stages, request);
      const before = query.get('before') ?? undefined;
      const lines = await stages.activity(ctx, stage.id, { limit: LINES, before });
      const last = lines.at(-1);
      return {
        kind: 'page',
        theme: 'admin',
        title: stage.label,
        breadcrumb: [STAGES_CRUMB],
        tabs: stageTabs(ctx, stage, 'activity'),
        ...(lines.length === LINES && last
          ? {
              actions: [
                link(`${stageUrl(stage)}/activity?before=${last.at.toISOString()}`, 'Older', {
                  look: 'secondary',
                }),
              ],
            }
          : {}),
        body: {
          '#type': 'table',
          '#caption': `What was done in ${stage.label}, the last first`,
          '#columns': [{ label: 'When' }, { label: 'By' }, { label: 'What' }],
          '#rows': lines.map((line) => ({
            cells: [time(line.at, 'datetime'), text(line.by), text(inWords(line))],
          })),
          '#empty': {
            '#type': 'empty_state',
            '#icon': 'history',
            '#title': 'Nothing was done here yet',
            '#value': 'Whatever is saved in this stage, published or taken back is listed here.',
          },
        },
      };
    },
  };
}

function inWords({ what, detail }: Activity): string {
  switch (what) {
    case 'saved':
      return `Saved “${detail}”`;
    case 'made':
      return 'Made the stage';
    case 'changed':
      return 'Changed the settings of the stage';
    case 'closed':
      return 'Closed the stage';
    case 'published':
      return `Published: ${countedChanges(Number(detail)).toLowerCase()}`;
    case 'taken_back':
      return `Took a publish back: ${countedChanges(Number(detail)).toLowerCase()}`;
    case 'discarded':
      return `Discarded: ${countedChanges(Number(detail)).toLowerCase()}`;
    case 'submitted':
      return `Submitted for review: ${countedChanges(Number(detail)).toLowerCase()}`;
    case 'approved':
      return `Approved: ${countedChanges(Number(detail)).toLowerCase()}`;
    case 'sent_back':
      return detail === '' ? 'Sent back' : `Sent back: ${detail}`;
    case 'withdrawn':
      return `Took back to draft: ${countedChanges(Number(detail)).toLowerCase()}`;
    case 'moved_away':
      return `Moved to ${detail}`;
    case 'moved_here':
      return `Moved here from ${detail}`;
    case 'scheduled':
      return `Said that it is published by itself on ${detail}`;
    case 'unscheduled':
      return 'Said that it is not published by itself';
    case 'shared':
      return detail === '' ? 'Made a preview link' : `Made a preview link: ${detail}`;
    case 'unshared':
      return 'Revoked a preview link';
    default:
      return what satisfies never;
  }
}
