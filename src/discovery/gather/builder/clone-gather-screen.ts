import type { FormDefinition } from '#grammar/forms';
import type { PageRoute } from '#grammar/routes';
import type { Display } from '../definition/gather.ts';
import type { SavedGather } from '../store/saved-gather.ts';
import { ADMINISTER, frame, gatherOf, LIST, refused } from './gather-frame.ts';
import type { GatherScreenDeps } from './screen-deps.ts';
import { nameElements, typed } from './named-gather.ts';

/** `/admin/gathers/{gather}/clone`: the same once more, at addresses of its own. */
export function cloneGatherScreen({ gathers, forms }: GatherScreenDeps): PageRoute {
  const form: FormDefinition<SavedGather> = {
    id: 'gather_clone',
    build: async (_ctx, { gather }) => ({
      elements: nameElements(`${gather.label} (copy)`),
      actions: { clone: { label: 'Clone', look: 'primary', icon: 'copy' } },
    }),
    async submit(ctx, { gather }, values) {
      const name = typed(values, 'name');
      const displays = gather.displays.map((display) => movedTo(name, display));
      try {
        const made = await gathers.create(ctx, {
          ...gather,
          name,
          label: typed(values, 'label'),
          displays,
        });
        return {
          kind: 'redirect',
          to: `${LIST}/${made.gather.name}/edit`,
          messages: [{ tone: 'positive', text: `“${made.gather.label}” was made. Now change it.` }],
        };
      } catch (error) {
        return refused(error);
      }
    },
  };
  return {
    methods: ['GET', 'POST'],
    path: `${LIST}/{gather}/clone`,
    permission: ADMINISTER,
    async handle(request) {
      const saved = gatherOf(gathers, request);
      const title = `Clone ${saved.gather.label}`;
      return forms.page(form, saved, request, frame(title, { layout: 'narrow' }));
    },
  };
}

/** `/talks/{topic}` as `/copy/{topic}`; a link in the navigation is not wanted twice. */
function movedTo(name: string, display: Display): Display {
  if (!('path' in display)) return display;
  const [, ...rest] = display.path.slice(1).split('/');
  const path = `/${[name.replaceAll('_', '-'), ...rest].join('/')}`;
  if (display.kind !== 'page') return { ...display, path };
  const { menu: _menu, ...page } = display;
  return { ...page, path };
}
