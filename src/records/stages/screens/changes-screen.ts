import { container, type Element, inOrder, paragraph } from '#grammar/render';
import type { PageAnswer, PageRoute } from '#grammar/routes';
import type { PlannedRecord } from '../publish/plan.ts';
import { inStage } from '../in-stage.ts';
import { mayPublish, mayWrite } from '../stage-permissions.ts';
import type { Stage } from '../stage.ts';
import { changesForm } from './changes-form.ts';
import { changesTable } from './changes-table.ts';
import { describeRecords } from './described-records.ts';
import { publishAndSay, chosenOf } from './publish-outcome.ts';
import type { StageScreenDeps } from './screen-deps.ts';
import {
  countedChanges,
  publishUrl,
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
        const pages = Math.ceil(all.length / LISTED);
        const page = Math.min(pageNumber(query), Math.max(0, pages - 1));
        const listed = all.slice(page * LISTED, (page + 1) * LISTED);
        const { actor } = ctx;
        const chosen = request.body.values.get('record') ?? [];
        const table = changesTable({
          ctx,
          stage,
          listed,
          described: await describeRecords(words, inStage(ctx, stage.id), listed),
          choosing: listed.length > 0 && (mayPublish(actor, stage) || mayWrite(actor, stage)),
          chosen,
        });
        const list = await forms.run(form, { stage, table, chosen }, request);
        if (list.kind !== 'form') return list;
        return {
          kind: 'page',
          theme: 'admin',
          layout: 'wide',
          title: stage.label,
          status: list.status,
          breadcrumb: [STAGES_CRUMB],
          tabs: stageTabs(ctx, stage, 'changes'),
          actions: mayPublish(actor, stage) && all.length > 0 ? [publishAll(stage)] : [],
          body: container(
            inOrder(
              stage.description !== '' && paragraph(stage.description),
              paragraph(standing(all, upstreamOf(stages, stage)?.label ?? 'live'), {
                class: 'muted numbers',
              }),
              all.length > 0 ? list.element : table,
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
        const only = chosenOf(query);
        return publishAndSay(stages, ctx, stage, {
          ...(only ? { only } : {}),
          to: localAddress(query.get('to') ?? '') ?? stageUrl(stage),
        });
      },
    },
  ];
}

function publishAll(stage: Stage): Element {
  return {
    '#type': 'form',
    '#action': publishUrl(stage),
    '#method': 'post',
    '#children': inOrder({
      '#type': 'button',
      '#value': 'Publish all',
      '#look': 'primary',
      '#icon': 'upload',
    }),
  };
}

function standing(all: readonly PlannedRecord[], upstream: string): string {
  const open = all.filter(({ settlement }) => settlement.is === 'conflict').length;
  const waiting = `${countedChanges(all.length)} to be published to ${upstream}.`;
  if (all.length === 0) return `It shows what ${upstream} shows.`;
  if (open === 0) return waiting;
  return `${waiting} ${open === 1 ? 'One was' : `${open} were`} changed there too: you decide when you publish.`;
}

function pageNumber(query: URLSearchParams): number {
  const text = query.get('page') ?? '';
  return /^\d{1,6}$/.test(text) ? Number(text) : 0;
}
