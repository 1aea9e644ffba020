import type { FormDefinition } from '#grammar/forms';
import type { PageRoute } from '#grammar/routes';
import { gatherToYaml, yamlToInput } from '../definition/gather-yaml.ts';
import type { SavedGather } from '../store/saved-gather.ts';
import { ADMINISTER, frame, gatherOf, LIST, refused, tabsOf } from './gather-frame.ts';
import { typed } from './named-gather.ts';
import type { GatherScreenDeps } from './screen-deps.ts';

const LONGEST = 100_000;

/** A gather as YAML: `/admin/gathers/{gather}/yaml` changes one, `/admin/gathers/import` makes one. */
export function yamlScreens({ gathers, drafts, forms }: GatherScreenDeps): readonly PageRoute[] {
  const form: FormDefinition<{ readonly saved?: SavedGather }> = {
    id: 'gather_yaml',
    build: async (_ctx, { saved }) => ({
      elements: {
        text: {
          kind: 'textarea',
          label: 'Definition',
          help: 'YAML, as “bin/trovato gather export” writes it.',
          required: true,
          rows: 30,
          maxLength: LONGEST,
          default: saved ? gatherToYaml(saved.gather) : '',
        },
        version: { kind: 'hidden', default: String(saved?.version ?? '') },
      },
      actions: { save: { label: saved ? 'Save' : 'Add gather', look: 'primary' } },
      warnOnLeave: true,
    }),
    async submit(ctx, { saved }, values) {
      try {
        const input = yamlToInput(typed(values, 'text'));
        const now = saved
          ? await gathers.update(ctx, saved.gather.name, input, Number(values['version']))
          : await gathers.create(ctx, input);
        if (saved) await drafts.discard(ctx, now);
        return {
          kind: 'redirect',
          to: `${LIST}/${now.gather.name}/edit`,
          messages: [{ tone: 'positive', text: `“${now.gather.label}” was saved.` }],
        };
      } catch (error) {
        return refused(error);
      }
    },
  };
  return [
    {
      methods: ['GET', 'POST'],
      path: `${LIST}/import`,
      permission: ADMINISTER,
      handle: (request) => forms.page(form, {}, request, frame('Add gather from text')),
    },
    {
      methods: ['GET', 'POST'],
      path: `${LIST}/{gather}/yaml`,
      permission: ADMINISTER,
      async handle(request) {
        const saved = gatherOf(gathers, request);
        const { label, name } = saved.gather;
        const view = frame(label, { tabs: tabsOf(name, 'yaml') });
        return forms.page(form, { saved }, request, view);
      },
    },
  ];
}
