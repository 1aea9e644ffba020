import { isKernelFormat, type TextFormat } from '#grammar/formats';
import type { FormDefinition } from '#grammar/forms';
import { paragraph } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import { FormatStays } from '../format-errors.ts';
import { ADMINISTER_FORMATS } from '../format-permissions.ts';
import { formatOf, frame, LIST, refused } from './format-frame.ts';
import type { FormatScreenDeps, Uses } from './screen-deps.ts';

/** `/admin/formats/{format}/delete`: says what becomes of the texts in it, and deletes it. */
export function deleteFormatScreen(deps: FormatScreenDeps): PageRoute {
  const form = deleteForm(deps);
  return {
    methods: ['GET', 'POST'],
    path: `${LIST}/{format}/delete`,
    permission: ADMINISTER_FORMATS,
    async handle(request) {
      const format = formatOf(deps.formats, request);
      const view = frame(`Delete ${format.label}`, { layout: 'narrow' });
      return deps.forms.page(form, format, request, view);
    },
  };
}

function deleteForm({ formats, uses }: FormatScreenDeps): FormDefinition<TextFormat> {
  return {
    id: 'format_delete',
    async build(ctx, { name, label }) {
      const stays = isKernelFormat(name);
      const said = stays ? new FormatStays(label).message : consequence(await uses(ctx, name));
      return {
        elements: { said: { kind: 'static', element: paragraph(said) } },
        actions: {
          delete: {
            label: `Delete “${label}”`,
            look: 'danger',
            icon: 'trash-2',
            access: !stays,
          },
        },
      };
    },
    async submit(ctx, { name, label }) {
      try {
        await formats.deleteFormat(ctx, name);
      } catch (error) {
        return refused(error);
      }
      return {
        kind: 'redirect',
        to: LIST,
        messages: [{ tone: 'positive', text: `The text format “${label}” was deleted.` }],
      };
    },
  };
}

function consequence({ items, fields, settings }: Uses): string {
  const named =
    settings.length === 0
      ? 'This cannot be undone.'
      : `The settings of ${settings.join(', ')} name it: choose others there. This cannot be undone.`;
  if (items === 0) return `No content has text in it. ${named}`;
  const many = items === 1 ? 'One item has' : `${items.toLocaleString('en')} items have`;
  const texts = items === 1 ? 'This text stays' : 'These texts stay';
  return `${many} text in it, counting the trash: ${fields.join(', ')}. ${texts} as entered, and readers see the HTML as it was typed until somebody chooses another format. ${named}`;
}
