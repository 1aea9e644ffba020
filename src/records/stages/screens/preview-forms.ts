import type { FormDefinition } from '#grammar/forms';
import { LONGEST_NOTE, PREVIEW_DAYS } from '../previews/check-preview.ts';
import type { Preview } from '../previews/preview.ts';
import type { Stage } from '../stage.ts';
import type { Stages } from '../stages.ts';
import { previewsUrl } from './stage-place.ts';

/** Makes a link; `made` is told its token, which is shown in place of the form. */
export function createPreviewForm({ previews }: Stages): FormDefinition<{
  readonly stage: Stage;
  readonly made: (token: string) => void;
}> {
  return {
    id: 'create_preview',
    build: async () => ({
      elements: {
        note: {
          kind: 'text',
          label: 'Note',
          help: 'Whom it is for, so that you know later which one to revoke.',
          maxLength: LONGEST_NOTE,
        },
        days: {
          kind: 'select',
          label: 'Ends',
          sealed: true,
          required: true,
          options: [
            { value: '1', label: 'In a day' },
            { value: String(PREVIEW_DAYS.default), label: 'In a week' },
            { value: '30', label: 'In 30 days' },
            { value: String(PREVIEW_DAYS.most), label: `In ${PREVIEW_DAYS.most} days` },
          ],
          default: String(PREVIEW_DAYS.default),
        },
      },
      actions: { create: { label: 'Make link', icon: 'link' } },
    }),
    async submit(ctx, { stage, made }, { note, days }) {
      const { token } = await previews.create(ctx, stage.id, { note, days: Number(days) });
      made(token);
      return { kind: 'again' };
    },
  };
}

/** Ends one, in its row of the list. */
export function revokePreviewForm({ previews }: Stages): FormDefinition<{
  readonly stage: Stage;
  readonly preview: Preview;
}> {
  return {
    id: 'revoke_preview',
    build: async () => ({ elements: {}, actions: { revoke: { label: 'Revoke', look: 'quiet' } } }),
    async submit(ctx, { stage, preview }) {
      await previews.revoke(ctx, stage.id, preview.id);
      return {
        kind: 'redirect',
        to: previewsUrl(stage),
        messages: [
          {
            tone: 'positive',
            text: `The link${preview.note === '' ? '' : ` “${preview.note}”`} is revoked. Who has it sees live from now on.`,
          },
        ],
      };
    },
  };
}
