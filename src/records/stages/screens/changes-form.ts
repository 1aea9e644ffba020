import type { FormDefinition } from '#grammar/forms';
import type { Element } from '#grammar/render';
import type { SeenRecords } from '../publish/seen-states.ts';
import { mayApprove, mayPublish, mayWrite } from '../stage-permissions.ts';
import type { Stage } from '../stage.ts';
import type { Stages } from '../stages.ts';
import { publishAndSay } from './publish-outcome.ts';
import { chosenQuery } from './selection-query.ts';
import { moveTargets } from './move-targets.ts';
import { sendBackUrl } from './review-place.ts';
import { reviewAndSay } from './review-screens.ts';
import { APPROVE, SEND_BACK, SUBMIT, TAKE_BACK } from './review-words.ts';
import { stageUrl } from './stage-place.ts';

export interface ChangesArgs {
  readonly stage: Stage;
  /** The table with a box `record` in each row. */
  readonly table: Element;
  /** What those boxes sent. */
  readonly chosen: readonly string[];
  /** What of each was seen when it was chosen. */
  readonly seen: SeenRecords;
  /** Where the list stands. */
  readonly url: string;
}

/** Publishes, reviews, moves or discards what is chosen of a stage. */
export function changesForm(stages: Stages): FormDefinition<ChangesArgs> {
  return {
    id: 'stage_changes',
    build: async (ctx, { stage, table }) => ({
      bulk: true,
      elements: { table: { kind: 'static', element: table } },
      actions: {
        publish: {
          label: 'Publish chosen',
          look: 'secondary',
          icon: 'upload',
          access: mayPublish(ctx.actor, stage),
        },
        review: { ...SUBMIT, look: 'secondary', access: mayWrite(ctx.actor, stage) },
        approved: { ...APPROVE, look: 'secondary', access: mayApprove(ctx.actor, stage) },
        draft: {
          ...(mayApprove(ctx.actor, stage) ? SEND_BACK : TAKE_BACK),
          look: 'secondary',
          access: mayApprove(ctx.actor, stage) || mayWrite(ctx.actor, stage),
        },
        move: {
          label: 'Move to …',
          look: 'secondary',
          icon: 'arrow-right',
          access: mayWrite(ctx.actor, stage) && moveTargets(stages, ctx, stage).length > 0,
        },
        discard: {
          label: 'Discard chosen',
          look: 'danger',
          icon: 'trash-2',
          access: mayWrite(ctx.actor, stage),
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
    async submit(ctx, { stage, chosen, seen, url }, _values, action) {
      if (action === 'discard' || action === 'move')
        return { kind: 'redirect', to: `${stageUrl(stage)}/${action}?${chosenQuery(chosen)}` };
      if (action === 'draft' && mayApprove(ctx.actor, stage))
        return { kind: 'redirect', to: sendBackUrl(stage, { only: chosen, to: url }) };
      if (action === 'draft' || action === 'review' || action === 'approved')
        return reviewAndSay(stages, ctx, stage, { to: action, records: chosen, seen }, url);
      return publishAndSay(stages, ctx, stage, { only: chosen, to: stageUrl(stage) });
    },
  };
}
