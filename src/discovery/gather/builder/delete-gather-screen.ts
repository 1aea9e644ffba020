import type { FormDefinition } from '#grammar/forms';
import { paragraph } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import { pathsOf } from '../definition/place-problems.ts';
import type { SavedGather } from '../store/saved-gather.ts';
import { ADMINISTER, frame, gatherOf, LIST } from './gather-frame.ts';
import type { GatherScreenDeps } from './screen-deps.ts';

/** `/admin/gathers/{gather}/delete`: says what goes with it, and deletes it. */
export function deleteGatherScreen({ gathers, forms }: GatherScreenDeps): PageRoute {
  const form: FormDefinition<SavedGather> = {
    id: 'gather_delete',
    build: async (_ctx, { gather }) => ({
      elements: { said: { kind: 'static', element: paragraph(consequence(gather)) } },
      actions: {
        delete: { label: `Delete “${gather.label}”`, look: 'danger', icon: 'trash-2' },
      },
    }),
    async submit(ctx, { gather }) {
      await gathers.delete(ctx, gather.name);
      return {
        kind: 'redirect',
        to: LIST,
        messages: [{ tone: 'positive', text: `The gather “${gather.label}” was deleted.` }],
      };
    },
  };
  return {
    methods: ['GET', 'POST'],
    path: `${LIST}/{gather}/delete`,
    permission: ADMINISTER,
    async handle(request) {
      const saved = gatherOf(gathers, request);
      const view = frame(`Delete ${saved.gather.label}`, { layout: 'narrow' });
      return forms.page(form, saved, request, view);
    },
  };
}

function consequence({ displays }: SavedGather['gather']): string {
  const paths = pathsOf(displays).map(({ path }) => path);
  const gone = paths.length === 0 ? '' : `There will be nothing at ${paths.join(', ')} any more. `;
  return `${gone}What it lists stays. This cannot be undone; “As text” keeps a copy to bring it back from.`;
}
