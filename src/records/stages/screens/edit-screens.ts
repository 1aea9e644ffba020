import { Conflict } from '#base';
import type { FormDefinition } from '#grammar/forms';
import { paragraph } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import { ADMINISTER_STAGES } from '../stage-permissions.ts';
import type { Stage } from '../stage.ts';
import type { Stages } from '../stages.ts';
import type { StageScreenDeps } from './screen-deps.ts';
import { stageForm } from './stage-form.ts';
import { stageCrumbs, stageOf, STAGES, STAGES_CRUMB, stageTabs, stageUrl } from './stage-place.ts';

/** Adding a stage, changing one, and closing it. */
export function editScreens({ stages, forms }: StageScreenDeps): readonly PageRoute[] {
  const form = stageForm(stages);
  const closing = closeForm(stages);
  return [
    {
      methods: ['GET', 'POST'],
      path: `${STAGES}/add`,
      permission: ADMINISTER_STAGES,
      handle: (request) =>
        forms.page(form, { stage: undefined }, request, {
          theme: 'admin',
          layout: 'narrow',
          title: 'Add stage',
          breadcrumb: [STAGES_CRUMB],
        }),
    },
    {
      methods: ['GET', 'POST'],
      path: `${STAGES}/{stage}/edit`,
      permission: ADMINISTER_STAGES,
      async handle(request) {
        const stage = await stageOf(stages, request);
        return forms.page(form, { stage }, request, {
          theme: 'admin',
          layout: 'narrow',
          title: `Edit ${stage.label}`,
          breadcrumb: stageCrumbs(stage),
          tabs: stageTabs(request.ctx, stage, 'edit'),
        });
      },
    },
    {
      methods: ['GET', 'POST'],
      path: `${STAGES}/{stage}/close`,
      permission: ADMINISTER_STAGES,
      async handle(request) {
        const stage = await stageOf(stages, request);
        return forms.page(closing, { stage }, request, {
          theme: 'admin',
          layout: 'narrow',
          title: `Close ${stage.label}`,
          breadcrumb: stageCrumbs(stage),
        });
      },
    },
  ];
}

function closeForm(stages: Stages): FormDefinition<{ readonly stage: Stage }> {
  return {
    id: 'stage_close',
    build: async () => ({
      elements: {
        what: {
          kind: 'static',
          element: paragraph(
            'It is not offered any more, and who is in it is back in live. What was published of it stays published.',
          ),
        },
      },
      actions: {
        close: { label: 'Close stage', look: 'danger', icon: 'archive' },
        cancel: { label: 'Cancel', look: 'quiet', unvalidated: true },
      },
    }),
    async submit(ctx, { stage }, _values, action) {
      if (action === 'cancel') return { kind: 'redirect', to: stageUrl(stage) };
      try {
        await stages.close(ctx, stage.id);
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
        const problem = { pointer: '', code: error.code, message: error.message };
        return { kind: 'again', problems: [problem] };
      }
      return {
        kind: 'redirect',
        to: STAGES,
        messages: [{ tone: 'positive', text: `“${stage.label}” is closed.` }],
      };
    },
  };
}
