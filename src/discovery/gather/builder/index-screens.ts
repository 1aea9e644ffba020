import type { FormDefinition } from '#grammar/forms';
import { link, paragraph, text } from '#grammar/render';
import type { PageRequest, PageRoute } from '#grammar/routes';
import type { Advice } from '../advisor/index-advisor.ts';
import type { OwnIndex } from '../advisor/index-store.ts';
import { parseGather } from '../definition/parse-gather.ts';
import { builderUrl, frame, gatherOf, ADMINISTER, LIST } from './gather-frame.ts';
import type { GatherScreenDeps } from './screen-deps.ts';

const INDEXES = `${LIST}/indexes`;
const STATES: Readonly<Record<OwnIndex['state'], string>> = {
  waiting: 'Being made',
  ready: 'In use',
  failed: 'Could not be made',
};

/** What makes gathers fast: `/admin/gathers/indexes`, and for one gather what it lacks. */
export function indexScreens(deps: GatherScreenDeps): readonly PageRoute[] {
  const { gathers, drafts, forms, advisor } = deps;

  const building: FormDefinition<{ readonly advice: Advice; readonly back: string }> = {
    id: 'gather_index_build',
    build: async (_ctx, { advice: { index, rows } }) => ({
      elements: {
        said: {
          kind: 'static',
          element: paragraph(
            `To find one page, about ${rows.toLocaleString('en')} items are read. An index by ${index.label} lets the database go straight to the right ones. It is made while everybody goes on working, takes some space, and is kept up to date with every save.`,
          ),
        },
      },
      actions: { build: { label: 'Make the index', look: 'primary', icon: 'zap' } },
    }),
    async submit(ctx, { advice: { index }, back }) {
      await advisor.build(ctx, index);
      return {
        kind: 'redirect',
        to: back,
        messages: [
          {
            tone: 'positive',
            text: `The index by ${index.label} is being made.`,
            link: { label: 'See how far it is', url: INDEXES },
          },
        ],
      };
    },
  };

  const dropping: FormDefinition<OwnIndex> = {
    id: 'gather_index_drop',
    build: async () => ({
      elements: {
        said: {
          kind: 'static',
          element: paragraph('Gathers that use it become slower; nothing else changes.'),
        },
      },
      actions: { drop: { label: 'Drop the index', look: 'danger', icon: 'trash-2' } },
    }),
    async submit(ctx, { name, label }) {
      await advisor.drop(ctx, name);
      return {
        kind: 'redirect',
        to: INDEXES,
        messages: [{ tone: 'positive', text: `The index by ${label} was dropped.` }],
      };
    },
  };

  async function adviceFor(request: PageRequest) {
    const { ctx, query } = request;
    const saved = gatherOf(gathers, request);
    const draft = await drafts.find(ctx, saved);
    const parsed = await parseGather(draft.steps[draft.at]);
    const gather = parsed.ok ? parsed.gather : saved.gather;
    const id = query.get('display') ?? undefined;
    const display = gather.displays.find((one) => one.id === id) ?? gather.displays[0];
    const advice = display && (await advisor.advise(ctx, gather, display));
    return { gather, advice, back: builderUrl(saved.gather.name, id) };
  }

  return [
    {
      methods: ['GET'],
      path: INDEXES,
      permission: ADMINISTER,
      async handle({ ctx }) {
        const indexes = await advisor.list(ctx);
        return {
          kind: 'page',
          ...frame('Indexes'),
          body: {
            '#type': 'table',
            '#caption': 'Indexes that were made for gathers',
            '#columns': [
              { label: 'By' },
              { label: 'State' },
              { label: 'Size', numeric: true },
              { label: 'Operations', hidden: true },
            ],
            '#rows': indexes.map(({ name, label, state, reason, size }) => ({
              cells: [
                text(label),
                text(reason === '' ? STATES[state] : `${STATES[state]}: ${reason}`),
                text(size === 0 ? '' : `${(size / 1_048_576).toFixed(1)} MB`),
                link(`${INDEXES}/${name}/drop`, `Drop ${label}`, {
                  icon: 'trash-2',
                  iconOnly: true,
                  look: 'quiet',
                }),
              ],
            })),
            '#empty': {
              '#type': 'empty_state',
              '#icon': 'zap',
              '#title': 'No indexes were needed so far',
              '#value': 'When a gather reads more than it shows, its builder proposes one.',
            },
          },
        };
      },
    },
    {
      methods: ['GET', 'POST'],
      path: `${INDEXES}/{index}/drop`,
      permission: ADMINISTER,
      async handle(request) {
        const own = (await advisor.list(request.ctx)).find(
          ({ name }) => name === request.params['index'],
        );
        if (!own) return { kind: 'redirect', to: INDEXES };
        const view = frame(`Drop the index by ${own.label}`, { layout: 'narrow' });
        return forms.page(dropping, own, request, view);
      },
    },
    {
      methods: ['GET', 'POST'],
      path: `${LIST}/{gather}/index`,
      permission: ADMINISTER,
      async handle(request) {
        const { gather, advice, back } = await adviceFor(request);
        if (!advice) {
          const messages = [{ tone: 'neutral', text: 'It needs no index.' }] as const;
          return { kind: 'redirect', to: back, messages };
        }
        const view = frame(`Make ${gather.label} fast`, { layout: 'narrow' });
        return forms.page(building, { advice, back }, request, view);
      },
    },
  ];
}
