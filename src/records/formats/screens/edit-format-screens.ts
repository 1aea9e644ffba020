import { isKernelFormat, type TextFormat } from '#grammar/formats';
import type { FormDefinition } from '#grammar/forms';
import { link } from '#grammar/render';
import type { PageAnswer, PageRequest, PageRoute } from '#grammar/routes';
import { ADMINISTER_FORMATS } from '../format-permissions.ts';
import { formatForm, type FormatFormArgs } from './format-form.ts';
import { formatOf, frame, LIST } from './format-frame.ts';
import { PREVIEW, previewOf } from './format-preview.ts';
import type { FormatScreenDeps } from './screen-deps.ts';
import { enteredFormat } from './format-values.ts';

/** `/admin/formats/add` and `/admin/formats/{format}/edit`. */
export function editFormatScreens(deps: FormatScreenDeps): readonly PageRoute[] {
  const form = formatForm(deps);
  // Asked while somebody types: shows, and never saves.
  const preview: FormDefinition<FormatFormArgs> = {
    id: form.id,
    build: form.build,
    submit: async () => ({ kind: 'again' }),
  };

  async function handle(request: PageRequest, format: TextFormat | undefined): Promise<PageAnswer> {
    const offered = await deps.textFormats.pluginFilters(request.ctx);
    const args = { format, offered, url: request.url };
    if (request.fragment === PREVIEW) {
      const shown = await deps.forms.run(preview, args, request);
      if (shown.kind !== 'form') return shown;
      const { input, sample } = enteredFormat(shown.values);
      const body = previewOf(deps.textFormats, format?.name ?? '', input, sample);
      return { kind: 'fragment', body };
    }
    return deps.forms.page(form, args, request, {
      ...frame(format ? `Edit ${format.label}` : 'Add text format', { layout: 'wide' }),
      ...(format && !isKernelFormat(format.name) ? { actions: [deleteLink(format)] } : {}),
    });
  }

  return [
    {
      methods: ['GET', 'POST'],
      path: `${LIST}/add`,
      permission: ADMINISTER_FORMATS,
      handle: (request) => handle(request, undefined),
    },
    {
      methods: ['GET', 'POST'],
      path: `${LIST}/{format}/edit`,
      permission: ADMINISTER_FORMATS,
      handle: async (request) => handle(request, formatOf(deps.formats, request)),
    },
  ];
}

function deleteLink({ name }: TextFormat) {
  return link(`${LIST}/${name}/delete`, 'Delete', { look: 'quiet', icon: 'trash-2' });
}
