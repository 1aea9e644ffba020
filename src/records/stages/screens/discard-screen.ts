import type { FormDefinition } from '#grammar/forms';
import { container, inOrder, paragraph, text } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import { inStage } from '../in-stage.ts';
import type { PlannedRecord } from '../publish/plan.ts';
import { StageNotAllowed } from '../stage-errors.ts';
import { mayWrite } from '../stage-permissions.ts';
import type { Stage } from '../stage.ts';
import type { Stages } from '../stages.ts';
import { HIDDEN, recordKey } from './changes-table.ts';
import { describeRecords } from './described-records.ts';
import { chosenOf } from './publish-outcome.ts';
import type { StageScreenDeps } from './screen-deps.ts';
import { countedChanges, stageCrumbs, stageOf, STAGES, stageUrl } from './stage-place.ts';

interface DiscardArgs {
  readonly stage: Stage;
  /** What is thrown away, as far as the stage still has it. */
  readonly records: readonly PlannedRecord[];
  /** What each is called, in the same order. */
  readonly titles: readonly string[];
}

/** `/admin/stages/{stage}/discard`: asks before what was chosen is thrown away. */
export function discardScreen({ stages, forms, words }: StageScreenDeps): PageRoute {
  const form = discardForm(stages);
  return {
    methods: ['GET', 'POST'],
    path: `${STAGES}/{stage}/discard`,
    signedIn: true,
    async handle(request) {
      const { ctx, query } = request;
      const stage = await stageOf(stages, request);
      if (!mayWrite(ctx.actor, stage)) throw new StageNotAllowed('change what is in', stage.label);
      const records = await stages.plan(ctx, stage.id, chosenOf(query) ?? []);
      const described = await describeRecords(words, inStage(ctx, stage.id), records);
      const titles = records.map((record) =>
        described.has(recordKey(record)) ? record.label : HIDDEN,
      );
      return forms.page(form, { stage, records, titles }, request, {
        theme: 'admin',
        layout: 'narrow',
        title: 'Discard changes',
        breadcrumb: stageCrumbs(stage),
      });
    },
  };
}

function discardForm(stages: Stages): FormDefinition<DiscardArgs> {
  return {
    id: 'stage_discard',
    build: async (_ctx, { stage, records, titles }) => ({
      elements: {
        what: {
          kind: 'static',
          element: container(
            inOrder(
              paragraph(
                records.length === 0
                  ? 'None of what was chosen is changed here any more.'
                  : `${countedChanges(records.length)} of ${stage.label} will be thrown away. What was made here goes into the trash of this stage; everything else is as the stage below shows it.`,
              ),
              records.length > 0 && { '#type': 'list', '#items': titles.map(text) },
            ),
            { attributes: { class: 'stack' } },
          ),
        },
      },
      actions: {
        discard: {
          label: 'Discard',
          look: 'danger',
          icon: 'trash-2',
          access: records.length > 0,
        },
        cancel: { label: 'Cancel', look: 'quiet', unvalidated: true },
      },
    }),
    async submit(ctx, { stage, records }, _values, action) {
      if (action === 'cancel') return { kind: 'redirect', to: stageUrl(stage) };
      const count = await stages.discard(ctx, stage.id, records.map(recordKey));
      return {
        kind: 'redirect',
        to: stageUrl(stage),
        messages: [
          {
            tone: 'positive',
            text: `${count === 1 ? 'One change was' : `${count} changes were`} discarded.`,
          },
        ],
      };
    },
  };
}
