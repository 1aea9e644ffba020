import type { Actor } from '#grammar/access';
import { container, inOrder, paragraph } from '#grammar/render';
import type { PageAnswer, PageRoute } from '#grammar/routes';
import type { PlannedRecord } from '../publish/plan.ts';
import type { SeenRecords } from '../publish/seen-states.ts';
import { REVIEW_STATES } from '../review/review.ts';
import { inStage } from '../in-stage.ts';
import { mayApprove, mayPublish, mayWrite } from '../stage-permissions.ts';
import type { Stage } from '../stage.ts';
import { changesForm } from './changes-form.ts';
import { changesTable } from './changes-table.ts';
import { describeRecords } from './described-records.ts';
import { publishAndSay } from './publish-outcome.ts';
import { selectionOf } from './selection-query.ts';
import { isReviewed, progress, stateTabs } from './review-words.ts';
import { actionsOnAll } from './stage-actions.ts';
import type { StageScreenDeps } from './screen-deps.ts';
import {
  countedChanges,
  STAGES,
  STAGES_CRUMB,
  stageOf,
  stageTabs,
  stageToPublish,
  stageUrl,
  upstreamOf,
} from './stage-place.ts';
import { localAddress } from '#base';

/** How many changes a page holds. */
const LISTED = 50;

/** `/admin/stages/{stage}`: what is changed there, and what publishes it. */
export function changesScreens(deps: StageScreenDeps): readonly PageRoute[] {
  const { stages, forms, words } = deps;
  const form = changesForm(stages);
  return [
    {
      methods: ['GET', 'POST'],
      path: `${STAGES}/{stage}`,
      signedIn: true,
      async handle(request): Promise<PageAnswer> {
        const { ctx, url, query } = request;
        const stage = await stageOf(stages, request);
        const all = (await stages.plan(ctx, stage.id)).toReversed();
        const reviews = all.map(({ review }) => review);
        const state = REVIEW_STATES.find((one) => one === query.get('state'));
        const wanted = state ? all.filter(({ review }) => review.state === state) : all;
        const pages = Math.ceil(wanted.length / LISTED);
        const page = Math.min(pageNumber(query), Math.max(0, pages - 1));
        const listed = wanted.slice(page * LISTED, (page + 1) * LISTED);
        const { actor } = ctx;
        const chosen = request.body.values.get('record') ?? [];
        const table = changesTable({
          ctx,
          stage,
          listed,
          described: await describeRecords(words, inStage(ctx, stage.id), listed),
          choosing: listed.length > 0 && mayActOn(actor, stage),
          chosen,
        });
        const seen = seenOf(request.body.values, chosen);
        const list = await forms.run(form, { stage, table, chosen, seen, url }, request);
        if (list.kind !== 'form') return list;
        return {
          kind: 'page',
          theme: 'admin',
          layout: 'wide',
          title: stage.label,
          status: list.status,
          breadcrumb: [STAGES_CRUMB],
          tabs: stageTabs(ctx, stage, 'changes'),
          actions: actionsOnAll(ctx, stage, reviews),
          body: container(
            inOrder(
              stage.description !== '' && paragraph(stage.description),
              paragraph(standing(stage, all, upstreamOf(stages, stage)?.label ?? 'live'), {
                class: 'muted numbers',
              }),
              isReviewed(stage, reviews) &&
                all.length > 0 &&
                stateTabs(stageUrl(stage), reviews, state),
              listed.length > 0 ? list.element : table,
              { '#type': 'pager', '#page': page, '#pages': pages, '#url': url },
            ),
            { attributes: { class: 'stack' } },
          ),
        };
      },
    },
    {
      methods: ['POST'],
      path: `${STAGES}/{stage}/publish`,
      signedIn: true,
      async handle(request): Promise<PageAnswer> {
        const { ctx, query } = request;
        const stage = await stageToPublish(stages, request);
        const only = selectionOf(query);
        return publishAndSay(stages, ctx, stage, {
          ...(only ? { only } : {}),
          to: localAddress(query.get('to') ?? '') ?? stageUrl(stage),
        });
      },
    },
  ];
}

/** What each that is listed was when it was chosen. */
function seenOf(
  values: ReadonlyMap<string, readonly string[]>,
  chosen: readonly string[],
): SeenRecords {
  return Object.fromEntries(
    chosen.flatMap((key) => {
      const word = values.get(`seen[${key}]`)?.[0];
      return word === undefined ? [] : [[key, word]];
    }),
  );
}

function mayActOn(actor: Actor, stage: Stage): boolean {
  return mayPublish(actor, stage) || mayWrite(actor, stage) || mayApprove(actor, stage);
}

function standing(stage: Stage, all: readonly PlannedRecord[], upstream: string): string {
  if (all.length === 0) return `It shows what ${upstream} shows.`;
  const open = all.filter(({ settlement }) => settlement.is === 'conflict').length;
  const reviews = all.map(({ review }) => review);
  return [
    `${countedChanges(all.length)} to be published to ${upstream}.`,
    ...(open === 0
      ? []
      : [
          `${open === 1 ? 'One was' : `${open} were`} changed there too: you decide when you publish.`,
        ]),
    ...(isReviewed(stage, reviews) ? [`${progress(reviews)}.`] : []),
    ...(stage.approval ? ['Only what is approved is published.'] : []),
  ].join(' ');
}

function pageNumber(query: URLSearchParams): number {
  const text = query.get('page') ?? '';
  return /^\d{1,6}$/.test(text) ? Number(text) : 0;
}
