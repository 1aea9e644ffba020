import type { FormDefinition } from '#grammar/forms';
import { paragraph } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import type { SavedGather } from '../store/saved-gather.ts';
import { ADMINISTER, frame, gatherOf, LIST } from './gather-frame.ts';
import type { GatherScreenDeps } from './screen-deps.ts';

/** `/admin/gathers/{gather}/switch`: shows it everywhere, or nowhere. */
export function switchGatherScreen({ gathers, forms }: GatherScreenDeps): PageRoute {
  const form: FormDefinition<SavedGather> = {
    id: 'gather_switch',
    build: async (_ctx, { enabled }) => ({
      elements: {
        said: {
          kind: 'static',
          element: paragraph(
            enabled
              ? 'Readers see it. Switched off, its addresses are gone and its tiles stand nowhere; it stays here to be changed.'
              : 'Readers do not see it. Switched on, its addresses and tiles are there again.',
          ),
        },
      },
      actions: { switch: { label: enabled ? 'Switch off' : 'Switch on', look: 'primary' } },
    }),
    async submit(ctx, { gather, enabled }) {
      await gathers.enable(ctx, gather.name, !enabled);
      const text = `The gather “${gather.label}” is ${enabled ? 'off' : 'on'} now.`;
      return { kind: 'redirect', to: LIST, messages: [{ tone: 'positive', text }] };
    },
  };
  return {
    methods: ['GET', 'POST'],
    path: `${LIST}/{gather}/switch`,
    permission: ADMINISTER,
    async handle(request) {
      const saved = gatherOf(gathers, request);
      const title = `${saved.gather.label} is ${saved.enabled ? 'on' : 'off'}`;
      return forms.page(form, saved, request, frame(title, { layout: 'narrow' }));
    },
  };
}
