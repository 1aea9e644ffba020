import { NotFound } from '#base';
import type { FormDefinition } from '#grammar/forms';
import { paragraph } from '#grammar/render';
import type { PageRequest, PageRoute } from '#grammar/routes';
import type { Display, Gather } from '../definition/gather.ts';
import { parseGather } from '../definition/parse-gather.ts';
import type { SavedGather } from '../store/saved-gather.ts';
import { uniqueName } from './entered.ts';
import { ADMINISTER, builderUrl, frame, gatherOf, LIST, refused } from './gather-frame.ts';
import type { GatherScreenDeps } from './screen-deps.ts';
import { newDisplay } from './new-display.ts';
import { typed } from './named-gather.ts';
import { DISPLAYS } from './words.ts';

interface Args {
  readonly saved: SavedGather;
  /** As it is being changed. */
  readonly gather: Gather;
  readonly display?: Display;
}

/** Adds a display to a gather that is being changed, or takes one away; the builder saves. */
export function displayScreens(deps: GatherScreenDeps): readonly PageRoute[] {
  const { gathers, drafts, forms } = deps;

  async function argsOf(request: PageRequest): Promise<Args> {
    const saved = gatherOf(gathers, request);
    const draft = await drafts.find(request.ctx, saved);
    const parsed = await parseGather(draft.steps[draft.at]);
    return { saved, gather: parsed.ok ? parsed.gather : saved.gather };
  }

  const adding: FormDefinition<Args> = {
    id: 'gather_display_add',
    build: async () => ({
      elements: {
        kind: {
          kind: 'radios',
          label: 'Kind',
          required: true,
          default: 'page',
          options: Object.entries(DISPLAYS).map(([value, words]) => ({ value, ...words })),
        },
        label: { kind: 'text', label: 'Name', help: 'For you, in the builder.', maxLength: 200 },
      },
      actions: { add: { label: 'Add display', look: 'primary' } },
    }),
    async submit(ctx, { saved, gather }, values) {
      const kind = typed(values, 'kind');
      const taken = new Set(gather.displays.map(({ id }) => id));
      const label = typed(values, 'label');
      const id = uniqueName(label || kind, taken);
      const catalogue = await gathers.catalogue(ctx);
      const input = {
        ...gather,
        displays: [...gather.displays, newDisplay(gather, catalogue, kind, id, label)],
      };
      const parsed = await parseGather(input);
      if (!parsed.ok) return { kind: 'again', problems: parsed.problems };
      await drafts.change(ctx, saved, parsed.gather);
      return {
        kind: 'redirect',
        to: builderUrl(saved.gather.name, id),
        messages: [{ tone: 'neutral', text: 'The display is there once you save.' }],
      };
    },
  };

  const removing: FormDefinition<Args> = {
    id: 'gather_display_remove',
    build: async () => ({
      elements: {
        said: {
          kind: 'static',
          element: paragraph('It is gone once you save; until then “Undo” brings it back.'),
        },
      },
      actions: { remove: { label: 'Remove display', look: 'danger', icon: 'trash-2' } },
    }),
    async submit(ctx, { saved, gather, display }) {
      const displays = gather.displays.filter((one) => one !== display);
      const next = { ...gather, displays: withoutAttached(displays, display?.id) };
      try {
        await drafts.change(ctx, saved, next);
      } catch (error) {
        return refused(error);
      }
      return { kind: 'redirect', to: builderUrl(saved.gather.name, undefined) };
    },
  };

  return [
    {
      methods: ['GET', 'POST'],
      path: `${LIST}/{gather}/displays/add`,
      permission: ADMINISTER,
      async handle(request) {
        const args = await argsOf(request);
        const view = frame(`Add display to ${args.gather.label}`, { layout: 'narrow' });
        return forms.page(adding, args, request, view);
      },
    },
    {
      methods: ['GET', 'POST'],
      path: `${LIST}/{gather}/displays/{display}/remove`,
      permission: ADMINISTER,
      async handle(request) {
        const args = await argsOf(request);
        const display = args.gather.displays.find(({ id }) => id === request.params['display']);
        if (!display || args.gather.displays.length === 1) {
          throw new NotFound('gather.display_not_found', 'This gather has no such display.');
        }
        const title = `Remove ${display.label || DISPLAYS[display.kind].label}`;
        const view = frame(title, { layout: 'narrow' });
        return forms.page(removing, { ...args, display }, request, view);
      },
    },
  ];
}

/** Attachments stand with what is left, and those that stood with it alone go too. */
function withoutAttached(
  displays: readonly Display[],
  removed: string | undefined,
): readonly Display[] {
  return displays.flatMap((display) => {
    if (display.kind !== 'attachment') return display;
    const to = display.to.filter((id) => id !== removed);
    return to.length > 0 ? { ...display, to } : [];
  });
}
