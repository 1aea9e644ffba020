import type { FormDefinition } from '#grammar/forms';
import type { PageRoute } from '#grammar/routes';
import { StageNotAllowed } from '../stage-errors.ts';
import { mayWrite } from '../stage-permissions.ts';
import type { Stage } from '../stage.ts';
import type { Stages } from '../stages.ts';
import { recordKey } from './changes-table.ts';
import { chosenElement, type ChosenRecords, nameRecords } from './chosen-records.ts';
import { chosenOf } from './selection-query.ts';
import type { StageScreenDeps } from './screen-deps.ts';
import { countedChanges, stageCrumbs, stageOf, STAGES, stageUrl } from './stage-place.ts';

interface DiscardArgs {
  readonly stage: Stage;
  /** What is thrown away, as far as the stage still has it. */
  readonly chosen: ChosenRecords;
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
      const chosen = await nameRecords(words, ctx, stage, records);
      return forms.page(form, { stage, chosen }, request, {
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
    build: async (_ctx, { stage, chosen }) => ({
      elements: {
        what: chosenElement(
          chosen.records.length === 0
            ? 'None of what was chosen is changed here any more.'
            : `${countedChanges(chosen.records.length)} of ${stage.label} will be thrown away. What was made here goes into the trash of this stage; everything else is as the stage below shows it.`,
          chosen,
        ),
      },
      actions: {
        discard: {
          label: 'Discard',
          look: 'danger',
          icon: 'trash-2',
          access: chosen.records.length > 0,
        },
        cancel: { label: 'Cancel', look: 'quiet', unvalidated: true },
      },
    }),
    async submit(ctx, { stage, chosen }, _values, action) {
      if (action === 'cancel') return { kind: 'redirect', to: stageUrl(stage) };
      const count = await stages.discard(ctx, stage.id, chosen.records.map(recordKey));
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
