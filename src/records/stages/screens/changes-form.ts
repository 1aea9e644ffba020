import type { FormDefinition } from '#grammar/forms';
import type { Element } from '#grammar/render';
import { mayPublish, mayWrite } from '../stage-permissions.ts';
import type { Stage } from '../stage.ts';
import type { Stages } from '../stages.ts';
import { chosenQuery, publishAndSay } from './publish-outcome.ts';
import { stageUrl } from './stage-place.ts';

export interface ChangesArgs {
  readonly stage: Stage;
  /** The table with a box `record` in each row. */
  readonly table: Element;
  /** What those boxes sent. */
  readonly chosen: readonly string[];
}

/** Publishes or discards what is chosen of a stage. */
export function changesForm(stages: Stages): FormDefinition<ChangesArgs> {
  return {
    id: 'stage_changes',
    build: async ({ actor }, { stage, table }) => ({
      bulk: true,
      elements: { table: { kind: 'static', element: table } },
      actions: {
        publish: {
          label: 'Publish chosen',
          look: 'secondary',
          icon: 'upload',
          access: mayPublish(actor, stage),
        },
        discard: {
          label: 'Discard chosen',
          look: 'danger',
          icon: 'trash-2',
          access: mayWrite(actor, stage),
        },
      },
    }),
    validate: async (_ctx, { chosen }) =>
      chosen.length > 0
        ? []
        : [
            {
              pointer: '',
              code: 'nothing_chosen',
              message: 'Nothing is selected. Tick the changes first, then choose what to do.',
            },
          ],
    async submit(ctx, { stage, chosen }, _values, action) {
      if (action === 'discard')
        return { kind: 'redirect', to: `${stageUrl(stage)}/discard?${chosenQuery(chosen)}` };
      return publishAndSay(stages, ctx, stage, { only: chosen, to: stageUrl(stage) });
    },
  };
}
