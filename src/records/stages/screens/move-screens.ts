import { Conflict } from '#base';
import type { FormDefinition, FormOutcome } from '#grammar/forms';
import type { RequestContext } from '#grammar/access';
import type { Element } from '#grammar/render';
import type { PageAnswer, PageRequest, PageRoute } from '#grammar/routes';
import { inStage } from '../in-stage.ts';
import type { MoveOptions } from '../move/move-changes.ts';
import { PublishConflict, StageNotAllowed, StageNotFound } from '../stage-errors.ts';
import { mayWrite } from '../stage-permissions.ts';
import type { Stage } from '../stage.ts';
import type { Stages } from '../stages.ts';
import { recordKey } from './changes-table.ts';
import { chosenElement, type ChosenRecords, nameRecords } from './chosen-records.ts';
import { compareRecords } from './compared-records.ts';
import { moveWords } from './decision-words.ts';
import { decisionsForm, movedMeanwhile } from './decisions-form.ts';
import { moveTargets } from './move-targets.ts';
import { MOVED } from './publish-outcome.ts';
import { chosenOf, chosenQuery } from './selection-query.ts';
import type { StageScreenDeps } from './screen-deps.ts';
import { countedChanges, stageCrumbs, stageOf, STAGES, stageUrl } from './stage-place.ts';

interface MoveArgs {
  readonly stage: Stage;
  readonly targets: readonly Stage[];
  readonly chosen: ChosenRecords;
}

/** `/admin/stages/{stage}/move` asks where to, `…/move/{target}` what counts where both changed it. */
export function moveScreens({ stages, forms, words }: StageScreenDeps): readonly PageRoute[] {
  const form = moveForm(stages);
  const deciding = decisionsForm();

  async function sourceOf(request: PageRequest): Promise<Stage> {
    const stage = await stageOf(stages, request);
    if (!mayWrite(request.ctx.actor, stage))
      throw new StageNotAllowed('change what is in', stage.label);
    return stage;
  }

  return [
    {
      methods: ['GET', 'POST'],
      path: `${STAGES}/{stage}/move`,
      signedIn: true,
      async handle(request) {
        const { ctx, query } = request;
        const stage = await sourceOf(request);
        const records = await stages.plan(ctx, stage.id, chosenOf(query));
        const chosen = await nameRecords(words, ctx, stage, records);
        const targets = moveTargets(stages, ctx, stage);
        return forms.page(form, { stage, targets, chosen }, request, {
          theme: 'admin',
          layout: 'narrow',
          title: 'Move to another stage',
          breadcrumb: stageCrumbs(stage),
        });
      },
    },
    {
      methods: ['GET', 'POST'],
      path: `${STAGES}/{stage}/move/{target}`,
      signedIn: true,
      async handle(request): Promise<PageAnswer> {
        const { ctx, params, query, method, body } = request;
        const stage = await sourceOf(request);
        const target = moveTargets(stages, ctx, stage).find(({ id }) => id === params['target']);
        if (!target) throw new StageNotFound();
        const chosen = chosenOf(query);
        const open = await stages.moveConflicts(ctx, stage.id, target.id, chosen);
        const records = await compareRecords(words, inStage(ctx, stage.id), open);
        const shown = await forms.run(
          deciding,
          {
            records,
            said: moveWords(stage.label, target.label, records.length > 0),
            lead: lead(stage.label, target.label, records.length),
            back: stageUrl(stage),
            decide: (context, decisions, seen) =>
              moveAndSay(stages, context, stage, target, {
                ...(chosen ? { records: chosen } : {}),
                decisions,
                seen,
              }),
          },
          request,
        );
        if (shown.kind !== 'form') return shown;
        return {
          kind: 'page',
          theme: 'admin',
          title: 'Decide what is moved',
          status: shown.status,
          breadcrumb: stageCrumbs(stage),
          messages: method === 'POST' && movedMeanwhile(records, body.values) ? [MOVED] : [],
          body: shown.element,
        };
      },
    },
  ];
}

/** Moves, and says what happened; where somebody has to decide first, that is where it leads. */
async function moveAndSay(
  stages: Pick<Stages, 'move'>,
  ctx: RequestContext,
  from: Stage,
  to: Stage,
  options: MoveOptions,
): Promise<FormOutcome> {
  try {
    const count = await stages.move(ctx, from.id, to.id, options);
    const were = count === 1 ? 'One change was' : `${count} changes were`;
    return {
      kind: 'redirect',
      to: stageUrl(from),
      messages: [
        {
          tone: 'positive',
          text: `${were} moved from ${from.label} to ${to.label}.`,
          link: { label: `See what is changed in ${to.label}`, url: stageUrl(to) },
        },
      ],
    };
  } catch (error) {
    if (error instanceof PublishConflict) {
      const moved = options.decisions === undefined ? [] : [MOVED];
      const asked = chosenQuery(options.records ?? []).toString();
      const url = `${stageUrl(from)}/move/${to.id}${asked === '' ? '' : `?${asked}`}`;
      return { kind: 'redirect', to: url, messages: moved };
    }
    if (!(error instanceof Conflict)) throw error;
    const problem = { pointer: '', code: error.code, message: error.message };
    return { kind: 'again', problems: [problem] };
  }
}

function moveForm(stages: Stages): FormDefinition<MoveArgs> {
  return {
    id: 'stage_move',
    build: async (_ctx, { stage, targets, chosen }) => ({
      elements: {
        what: chosenElement(
          chosen.records.length === 0
            ? 'None of what was chosen is changed here any more.'
            : `${countedChanges(chosen.records.length)} of ${stage.label} will be in another stage, and here no more. There they are drafts, to be reviewed and published with the rest.`,
          chosen,
        ),
        target: {
          kind: 'select',
          label: 'Move to',
          required: true,
          options: targets.map(({ id, label }) => ({ value: id, label })),
          default: targets.length === 1 ? (targets[0]?.id ?? '') : '',
          access: chosen.records.length > 0,
        },
      },
      actions: {
        move: {
          label: 'Move',
          look: 'primary',
          icon: 'arrow-right',
          access: chosen.records.length > 0,
        },
        cancel: { label: 'Cancel', look: 'quiet', unvalidated: true },
      },
    }),
    async submit(ctx, { stage, targets, chosen }, values, action) {
      if (action === 'cancel') return { kind: 'redirect', to: stageUrl(stage) };
      const target = targets.find(({ id }) => id === values['target']);
      if (!target) throw new StageNotFound();
      return moveAndSay(stages, ctx, stage, target, { records: chosen.records.map(recordKey) });
    },
  };
}

function lead(from: string, to: string, count: number): Element {
  if (count === 0) {
    const value = 'There is nothing to decide any more: it can be moved as it is.';
    return { '#type': 'notice', '#tone': 'info', '#value': value };
  }
  return {
    '#type': 'notice',
    '#tone': 'caution',
    '#value': `${count === 1 ? 'This was' : `These ${count} were`} changed in ${from} and for ${to}, in the same places. Say what counts in each. Nothing is moved before.`,
  };
}
