import { instantAt, localTime, zoneHelp } from '#grammar/fields';
import type { FormDefinition } from '#grammar/forms';
import { container, type Element, inOrder, paragraph } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import type { Schedule } from '../schedule/schedule.ts';
import type { Stage } from '../stage.ts';
import type { Stages } from '../stages.ts';
import type { StageScreenDeps } from './screen-deps.ts';
import { STAGES, stageCrumbs, stageTabs, stageToPublish, stageUrl } from './stage-place.ts';

interface Scheduled {
  readonly stage: Stage;
  readonly schedule: Schedule | undefined;
}

/** `/admin/stages/{stage}/schedule`: when the stage is published by itself. */
export function scheduleScreen({ stages, forms, site }: StageScreenDeps): PageRoute {
  const form = scheduleForm(stages, site);
  return {
    methods: ['GET', 'POST'],
    path: `${STAGES}/{stage}/schedule`,
    signedIn: true,
    async handle(request) {
      const stage = await stageToPublish(stages, request);
      const schedule = await stages.schedules.find(request.ctx, stage.id);
      const answer = await forms.run(form, { stage, schedule }, request);
      if (answer.kind !== 'form') return answer;
      return {
        kind: 'page',
        theme: 'admin',
        title: stage.label,
        breadcrumb: stageCrumbs(stage).slice(0, 1),
        tabs: stageTabs(request.ctx, stage, 'schedule'),
        body: container(inOrder(...problemOf(schedule), paragraph(EXPLANATION), answer.element), {
          attributes: { class: 'stack' },
        }),
      };
    },
  };
}

const EXPLANATION =
  'At its time the stage is published as it is then, for whoever said so. Where both sides changed the same, or something would have to be approved first, nothing is published, and it says so here.';

function problemOf(schedule: Schedule | undefined): readonly Element[] {
  const problem = schedule?.problem ?? '';
  if (problem === '') return [];
  const value = `It was not published when it was due: ${problem}`;
  return [{ '#type': 'notice', '#tone': 'caution', '#value': value }];
}

function scheduleForm(stages: Stages, site: StageScreenDeps['site']): FormDefinition<Scheduled> {
  return {
    id: 'stage_schedule',
    build: async (_ctx, { schedule }) => ({
      elements: {
        due: {
          kind: 'datetime',
          label: 'Publish at',
          help: zoneHelp(site().timeZone),
          default:
            schedule?.problem === null
              ? localTime(schedule.due.toISOString(), site().timeZone)
              : '',
        },
      },
      actions: {
        save: { label: schedule ? 'Change the time' : 'Publish at this time', look: 'primary' },
        ...(schedule ? { remove: { label: 'Do not publish by itself', look: 'secondary' } } : {}),
      },
    }),
    async submit(ctx, { stage }, values, action) {
      const entered = typeof values['due'] === 'string' ? values['due'] : '';
      const due = instantAt(entered, site().timeZone) ?? entered;
      const set = await stages.schedules.set(ctx, stage.id, action === 'remove' ? null : due);
      return {
        kind: 'redirect',
        to: `${stageUrl(stage)}/schedule`,
        messages: [
          {
            tone: 'positive',
            text: set
              ? `“${stage.label}” is published by itself at that time.`
              : `“${stage.label}” is not published by itself any more.`,
          },
        ],
      };
    },
  };
}
