import { Conflict, parseId, type PublishId } from '#base';
import type { FormOutcome } from '#grammar/forms';
import type { RequestContext } from '#grammar/access';
import { container, type Element, inOrder, paragraph, text } from '#grammar/render';
import type { PageAnswer, PageRoute } from '#grammar/routes';
import { inStage } from '../in-stage.ts';
import type { Publish, PublishedRecord } from '../publish/journal-store.ts';
import type { SeenRecords } from '../publish/seen-states.ts';
import type { Decisions } from '../publish/settle.ts';
import { PublishConflict, StageNotFound } from '../stage-errors.ts';
import type { Stages } from '../stages.ts';
import { HIDDEN, recordKey } from './changes-table.ts';
import { compareRecords } from './compared-records.ts';
import { undoWords } from './decision-words.ts';
import { decisionsForm, movedMeanwhile } from './decisions-form.ts';
import { describeRecords } from './described-records.ts';
import { undoUrl } from './history-screen.ts';
import { MOVED } from './publish-outcome.ts';
import type { StageScreenDeps } from './screen-deps.ts';
import { countedChanges, stageCrumbs, STAGES, stageToPublish, stageUrl } from './stage-place.ts';

/** So many records are named; the others are counted. */
const NAMED = 50;

/** `/admin/stages/{stage}/history/{publish}/undo`: what is taken back, and what has to be decided. */
export function undoScreen({ stages, forms, words }: StageScreenDeps): PageRoute {
  const form = decisionsForm();
  return {
    methods: ['GET', 'POST'],
    path: `${STAGES}/{stage}/history/{publish}/undo`,
    signedIn: true,
    async handle(request): Promise<PageAnswer> {
      const { ctx, params, method, body } = request;
      const stage = await stageToPublish(stages, request);
      const id = parseId<'publish'>(params['publish']);
      if (!id) throw new StageNotFound();
      const { publish, records: published } = await stages.published(ctx, id);
      const back = `${stageUrl(stage)}/history`;
      if (publish.stageId !== stage.id) throw new StageNotFound();
      const there = inStage(ctx, publish.upstreamId);
      const open = publish.undone ? [] : await stages.undoConflicts(ctx, id);
      const records = await compareRecords(words, there, open);
      const named = published.slice(0, NAMED);
      const described = await describeRecords(words, there, named);
      const titles = named.map((record) =>
        described.has(recordKey(record)) ? record.label : HIDDEN,
      );
      const shown = await forms.run(
        form,
        {
          records,
          said: undoWords(),
          lead: lead(publish, titles, published, records.length),
          back,
          decide: (context, decisions, seen) =>
            takeBack(stages, context, id, {
              decisions,
              seen,
              back,
              again: undoUrl(stage, publish),
            }),
        },
        request,
      );
      if (shown.kind !== 'form') return shown;
      return {
        kind: 'page',
        theme: 'admin',
        title: 'Take a publish back',
        ...(records.length === 0 ? { layout: 'narrow' } : {}),
        status: shown.status,
        breadcrumb: [...stageCrumbs(stage), { url: back, label: 'History' }],
        messages: method === 'POST' && movedMeanwhile(records, body.values) ? [MOVED] : [],
        body: shown.element,
      };
    },
  };
}

async function takeBack(
  stages: Stages,
  ctx: RequestContext,
  id: PublishId,
  {
    decisions,
    seen,
    back,
    again,
  }: {
    readonly decisions: Decisions;
    readonly seen: SeenRecords;
    readonly back: string;
    readonly again: string;
  },
): Promise<FormOutcome> {
  try {
    await stages.undo(ctx, id, decisions, seen);
  } catch (error) {
    if (error instanceof PublishConflict) return { kind: 'redirect', to: again, messages: [MOVED] };
    if (!(error instanceof Conflict)) throw error;
    const problem = { pointer: '', code: error.code, message: error.message };
    return { kind: 'again', problems: [problem] };
  }
  const text = 'The publish was taken back. What it published is changed in the stage again.';
  return { kind: 'redirect', to: back, messages: [{ tone: 'positive', text }] };
}

function lead(
  publish: Publish,
  titles: readonly string[],
  published: readonly PublishedRecord[],
  open: number,
): Element {
  const rest = published.length - titles.length;
  const what = `${countedChanges(published.length)} by ${publish.publishedByName} will be taken back. What was changed in other places since stays, and the stage has its changes again.`;
  return container(
    inOrder(
      paragraph(what),
      { '#type': 'list', '#items': titles.map(text) },
      rest > 0 && paragraph(`And ${rest} more.`),
      open > 0 && {
        '#type': 'notice',
        '#tone': 'caution',
        '#value': `${open === 1 ? 'One was' : `${open} were`} changed since in the same places. Say what counts in each. Nothing is taken back before.`,
      },
    ),
    { attributes: { class: 'stack' } },
  );
}
