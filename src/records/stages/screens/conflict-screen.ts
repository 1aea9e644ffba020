import { localAddress } from '#base';
import type { Element } from '#grammar/render';
import type { PageAnswer, PageRoute } from '#grammar/routes';
import { inStage } from '../in-stage.ts';
import { compareRecords } from './compared-records.ts';
import { publishWords } from './decision-words.ts';
import { decisionsForm, movedMeanwhile } from './decisions-form.ts';
import { MOVED, publishAndSay } from './publish-outcome.ts';
import { selectionOf } from './selection-query.ts';
import type { StageScreenDeps } from './screen-deps.ts';
import { stageCrumbs, STAGES, stageToPublish, stageUrl, upstreamOf } from './stage-place.ts';

/** `/admin/stages/{stage}/conflicts`: what both sides changed is decided, and then published. */
export function conflictScreen({ stages, forms, words }: StageScreenDeps): PageRoute {
  const form = decisionsForm();
  return {
    methods: ['GET', 'POST'],
    path: `${STAGES}/{stage}/conflicts`,
    signedIn: true,
    async handle(request): Promise<PageAnswer> {
      const { ctx, query, method, body } = request;
      const stage = await stageToPublish(stages, request);
      const only = selectionOf(query);
      const back = localAddress(query.get('to') ?? '') ?? stageUrl(stage);
      const open = await stages.conflicts(ctx, stage.id, only);
      const records = await compareRecords(words, inStage(ctx, stage.id), open);
      const upstream = upstreamOf(stages, stage)?.label ?? 'live';
      const shown = await forms.run(
        form,
        {
          records,
          said: publishWords(stage.label, upstream, records.length > 0),
          lead: lead(stage.label, upstream, records.length),
          back,
          decide: (context, decisions, seen) =>
            publishAndSay(stages, context, stage, {
              ...(only ? { only } : {}),
              decisions,
              seen,
              to: back,
            }),
        },
        request,
      );
      if (shown.kind !== 'form') return shown;
      return {
        kind: 'page',
        theme: 'admin',
        title: 'Decide what is published',
        status: shown.status,
        breadcrumb: stageCrumbs(stage),
        messages: method === 'POST' && movedMeanwhile(records, body.values) ? [MOVED] : [],
        body: shown.element,
      };
    },
  };
}

function lead(stage: string, upstream: string, count: number): Element {
  if (count === 0) {
    const text = 'There is nothing to decide any more: it can be published as it is.';
    return { '#type': 'notice', '#tone': 'info', '#value': text };
  }
  return {
    '#type': 'notice',
    '#tone': 'caution',
    '#value': `${count === 1 ? 'This was' : `These ${count} were`} changed in ${stage} and in ${upstream}, in the same places. Say what counts in each. Nothing is published before, and both versions stay in the list of revisions.`,
  };
}
