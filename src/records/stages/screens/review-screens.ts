import { Conflict, localAddress } from '#base';
import type { FormDefinition, FormOutcome } from '#grammar/forms';
import type { RequestContext } from '#grammar/access';
import type { PageRoute, Redirect } from '#grammar/routes';
import { LONGEST_REVIEW_NOTE } from '../review/check-step.ts';
import type { ReviewMove } from '../review/move-review.ts';
import { REVIEW_STATES, seenOfAll } from '../review/review.ts';
import { StageNotAllowed, StageNotFound } from '../stage-errors.ts';
import { mayApprove } from '../stage-permissions.ts';
import type { Stage } from '../stage.ts';
import type { Stages } from '../stages.ts';
import { recordKey } from './changes-table.ts';
import { chosenElement, type ChosenRecords, nameRecords } from './chosen-records.ts';
import { chosenOf } from './selection-query.ts';
import { movedSentence } from './review-words.ts';
import type { StageScreenDeps } from './screen-deps.ts';
import { countedChanges, stageCrumbs, stageOf, STAGES, stageUrl } from './stage-place.ts';

interface SendBackArgs {
  readonly stage: Stage;
  readonly chosen: ChosenRecords;
  readonly back: string;
}

/** `/admin/stages/{stage}/review` moves changes on their way, `…/send-back` asks why first. */
export function reviewScreens({ stages, forms, words }: StageScreenDeps): readonly PageRoute[] {
  const form = sendBackForm(stages);
  return [
    {
      methods: ['POST'],
      path: `${STAGES}/{stage}/review`,
      signedIn: true,
      async handle(request): Promise<Redirect> {
        const { ctx, query } = request;
        const stage = await stageOf(stages, request);
        const to = REVIEW_STATES.find((state) => state === query.get('state'));
        if (!to) throw new StageNotFound();
        const records = chosenOf(query);
        const seen = query.get('seen');
        const back = localAddress(query.get('to') ?? '') ?? stageUrl(stage);
        const move = { to, ...(records ? { records } : {}), ...(seen === null ? {} : { seen }) };
        return reviewAndSay(stages, ctx, stage, move, back);
      },
    },
    {
      methods: ['GET', 'POST'],
      path: `${STAGES}/{stage}/send-back`,
      signedIn: true,
      async handle(request) {
        const { ctx, query } = request;
        const stage = await stageOf(stages, request);
        if (!mayApprove(ctx.actor, stage))
          throw new StageNotAllowed('send back what is in', stage.label);
        const planned = await stages.plan(ctx, stage.id, chosenOf(query));
        const records = planned.filter(({ review }) => review.state !== 'draft');
        const chosen = await nameRecords(words, ctx, stage, records);
        const back = localAddress(query.get('to') ?? '') ?? stageUrl(stage);
        return forms.page(form, { stage, chosen, back }, request, {
          theme: 'admin',
          layout: 'narrow',
          title: 'Send back',
          breadcrumb: stageCrumbs(stage),
        });
      },
    },
  ];
}

/** Moves changes on their way, and says what happened. */
export async function reviewAndSay(
  stages: Pick<Stages, 'review'>,
  ctx: RequestContext,
  stage: Stage,
  move: ReviewMove,
  to: string,
): Promise<Redirect> {
  try {
    const count = await stages.review(ctx, stage.id, move);
    const tone = count === 0 ? 'info' : 'positive';
    return { kind: 'redirect', to, messages: [{ tone, text: movedSentence(move.to, count) }] };
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return { kind: 'redirect', to, messages: [{ tone: 'caution', text: error.message }] };
  }
}

function sendBackForm(stages: Stages): FormDefinition<SendBackArgs> {
  return {
    id: 'stage_send_back',
    build: async (_ctx, { stage, chosen }) => ({
      elements: {
        what: chosenElement(
          chosen.records.length === 0
            ? 'None of it is submitted or approved any more.'
            : `${countedChanges(chosen.records.length)} in ${stage.label} will be back with who wrote it, as a draft.`,
          chosen,
        ),
        seen: { kind: 'hidden', default: seenOfAll(chosen.records.map(({ review }) => review)) },
        note: {
          kind: 'textarea',
          label: 'What is to be done',
          help: 'Whoever wrote it reads this where they go on.',
          rows: 3,
          maxLength: LONGEST_REVIEW_NOTE,
          access: chosen.records.length > 0,
        },
      },
      actions: {
        send: {
          label: 'Send back',
          look: 'primary',
          icon: 'undo-2',
          access: chosen.records.length > 0,
        },
        cancel: { label: 'Cancel', look: 'quiet', unvalidated: true },
      },
    }),
    async submit(ctx, { stage, chosen, back }, values, action): Promise<FormOutcome> {
      if (action === 'cancel') return { kind: 'redirect', to: back };
      const [note, seen] = [values['note'], values['seen']];
      return reviewAndSay(
        stages,
        ctx,
        stage,
        {
          to: 'draft',
          records: chosen.records.map(recordKey),
          ...(typeof note === 'string' ? { note } : {}),
          ...(typeof seen === 'string' ? { seen } : {}),
        },
        back,
      );
    },
  };
}
