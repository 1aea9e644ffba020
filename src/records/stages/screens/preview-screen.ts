import {
  badge,
  container,
  type Element,
  heading,
  inOrder,
  link,
  paragraph,
  text,
  time,
} from '#grammar/render';
import type { PageAnswer, PageRoute, PageView } from '#grammar/routes';
import { StageNotAllowed } from '../stage-errors.ts';
import { mayShare } from '../stage-permissions.ts';
import type { Preview } from '../previews/preview.ts';
import type { Stage } from '../stage.ts';
import { createPreviewForm, revokePreviewForm } from './preview-forms.ts';
import type { StageScreenDeps } from './screen-deps.ts';
import { previewsUrl, STAGES, STAGES_CRUMB, stageOf, stageTabs } from './stage-place.ts';

/** `/admin/stages/{stage}/previews`: links that show the stage to people without an account. */
export function previewScreen({ stages, forms }: StageScreenDeps): PageRoute {
  const create = createPreviewForm(stages);
  const revoke = revokePreviewForm(stages);
  return {
    methods: ['GET', 'POST'],
    path: `${STAGES}/{stage}/previews`,
    signedIn: true,
    async handle(request): Promise<PageAnswer> {
      const { ctx, baseUrl } = request;
      const stage = await stageOf(stages, request);
      if (!mayShare(ctx.actor)) throw new StageNotAllowed('share', stage.label);
      let token: string | undefined;
      const made = (secret: string) => void (token = secret);
      const form = await forms.run(create, { stage, made }, request);
      if (form.kind !== 'form') return form;
      const view = {
        kind: 'page',
        theme: 'admin',
        title: stage.label,
        status: form.status,
        sealed: true,
        breadcrumb: [STAGES_CRUMB],
        tabs: stageTabs(ctx, stage, 'previews'),
      } as const satisfies Omit<PageView, 'body'>;
      if (token !== undefined)
        return { ...view, body: linkShown(stage, `${baseUrl}/preview/${token}`) };

      const rows = [];
      for (const preview of await stages.previews.list(ctx, stage.id)) {
        const key = `revoke_preview_${preview.id}`;
        const button = await forms.run(revoke, { stage, preview }, request, { key });
        if (button.kind !== 'form') return button;
        const way = preview.isOver ? text('') : button.element;
        rows.push({ cells: [...cells(preview), way] });
      }
      return {
        ...view,
        body: container(
          inOrder(
            paragraph(
              `Whoever has such a link sees the site as it would be if “${stage.label}” were published, without an account. They can only read.`,
              { class: 'muted' },
            ),
            linkTable(stage, rows),
            heading(2, 'New link'),
            form.element,
          ),
          { attributes: { class: 'stack', 'data-gap': 'large' } },
        ),
      };
    },
  };
}

/** The only time that anybody sees it. */
function linkShown(stage: Stage, url: string): Element {
  return {
    '#type': 'notice',
    '#tone': 'positive',
    '#value': 'Copy the link now. It is shown this once and kept nowhere.',
    '#children': {
      url: { '#type': 'code', '#value': url },
      back: link(previewsUrl(stage), 'I have copied it', { look: 'secondary' }),
    },
  };
}

function linkTable(
  { label }: Stage,
  rows: readonly { readonly cells: readonly Element[] }[],
): Element {
  return {
    '#type': 'table',
    '#caption': `Links that show ${label}, the last first`,
    '#columns': [
      { label: 'Note' },
      { label: 'Made' },
      { label: 'By' },
      { label: 'Ends' },
      { label: 'Operations', hidden: true },
    ],
    '#rows': rows,
    '#empty': {
      '#type': 'empty_state',
      '#icon': 'link',
      '#title': 'No links yet',
      '#value': 'A link lets somebody without an account see what is prepared here.',
    },
  };
}

function cells({ note, created, createdByName, expires, revoked, isOver }: Preview): Element[] {
  const end = revoked !== null ? badge('Revoked') : badge('Ended');
  return [
    text(note === '' ? 'Without a note' : note),
    time(created, 'datetime'),
    text(createdByName),
    isOver ? end : time(expires, 'datetime'),
  ];
}
