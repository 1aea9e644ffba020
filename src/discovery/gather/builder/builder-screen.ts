import type { RequestContext } from '#grammar/access';
import { resolveReferences } from '#grammar/fields';
import type { FormDefinition, FormValues } from '#grammar/forms';
import { link } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import { parseGather } from '../definition/parse-gather.ts';
import { BaseGone } from '../gather-errors.ts';
import type { SavedGather } from '../store/saved-gather.ts';
import { type BuilderArgs, builderForm } from './builder-form.ts';
import { type BuilderView, builderView } from './builder-view.ts';
import { ADMINISTER, builderUrl, frame, gatherOf, LIST, tabsOf } from './gather-frame.ts';
import type { GatherScreenDeps } from './screen-deps.ts';
import { PREVIEW, previewOf, type Samples } from './preview.ts';
import { type EnteredGather, readBuilder } from './read-builder.ts';
import { recordIds } from './record-ids.ts';

/** `/admin/gathers/{gather}/edit`: the builder, with what it lists beside it. */
export function builderScreen(deps: GatherScreenDeps): PageRoute {
  const { gathers, drafts, forms, show } = deps;
  const preview = (
    ctx: RequestContext,
    { view }: BuilderArgs,
    entered: EnteredGather,
    values: FormValues | undefined,
  ) =>
    previewOf(deps, ctx, entered, {
      displayId: view.display?.id,
      samples: samplesOf(values),
    });
  const keep = async (ctx: RequestContext, saved: SavedGather, { input }: EnteredGather) => {
    const parsed = await parseGather(input);
    if (parsed.ok) await drafts.change(ctx, saved, parsed.gather);
  };
  const form = builderForm({ gathers, drafts, keep, preview });
  // Asked while somebody changes it: keeps the change for undoing, shows, and never saves.
  const live: FormDefinition<BuilderArgs> = {
    ...form,
    submit: async () => ({ kind: 'again' }),
  };

  return {
    methods: ['GET', 'POST'],
    path: `${LIST}/{gather}/edit`,
    permission: ADMINISTER,
    async handle(request) {
      const { ctx, query } = request;
      const saved = gatherOf(gathers, request);
      const draft = await drafts.find(ctx, saved);
      const view = await viewOf(deps, ctx, saved, draft.steps[draft.at], query.get('display'));
      const url = builderUrl(saved.gather.name, view.display?.id);
      const args = { saved, draft, view, url };
      if (request.fragment === PREVIEW) {
        const read = await forms.run(live, args, request);
        if (read.kind !== 'form') return read;
        const entered = readBuilder(view, read.values);
        await keep(ctx, saved, entered);
        return { kind: 'fragment', body: (await preview(ctx, args, entered, read.values)).element };
      }
      const { label, name } = saved.gather;
      return forms.page(
        form,
        args,
        request,
        frame(label, {
          layout: 'wide',
          tabs: tabsOf(name, 'edit'),
          actions: [
            link(`${LIST}/${name}/clone`, 'Clone', { look: 'quiet', icon: 'copy' }),
            link(`${LIST}/${name}/delete`, 'Delete', { look: 'quiet', icon: 'trash-2' }),
          ],
        }),
      );
    },
  };

  /** The definition as it is being changed, and all that it may name. */
  async function viewOf(
    { items, listPermissions, listRoles }: GatherScreenDeps,
    ctx: RequestContext,
    saved: SavedGather,
    step: unknown,
    display: string | null,
  ): Promise<BuilderView> {
    const parsed = await parseGather(step);
    const gather = parsed.ok ? parsed.gather : saved.gather;
    const [catalogue, roles] = await Promise.all([gathers.catalogue(ctx), listRoles()]);
    const base = catalogue.findBase(gather.base);
    // A plugin that brought the table is off: what is left can be read as text and deleted.
    if (!base) throw new BaseGone(gather.base);
    const parts = {
      catalogue,
      base,
      gather,
      terms: await termChoices(ctx, catalogue),
      labels: new Map<string, string>(),
      choices: {
        types: items.listTypes(ctx).map(({ type, name }) => ({ value: type, label: name })),
        permissions: listPermissions().map(({ name, label, group }) => ({
          value: name,
          label,
          group,
        })),
        roles: roles.map(({ name, label }) => ({ value: name, label })),
      },
    };
    const view = builderView(parts, display ?? undefined);
    return { ...view, labels: await labelsOf(ctx, view) };
  }

  async function termChoices(
    ctx: RequestContext,
    catalogue: BuilderView['catalogue'],
  ): Promise<BuilderView['terms']> {
    const wanted = new Map(
      catalogue.bases.flatMap(({ columns }) =>
        [...columns.values()].flatMap(({ references }) =>
          references?.type === 'term'
            ? [[references.bundles.join(','), references.bundles] as const]
            : [],
        ),
      ),
    );
    const found = await Promise.all(
      [...wanted].map(async ([key, bundles]) => [key, await show.listTerms(ctx, bundles)] as const),
    );
    return new Map(found.flatMap(([key, terms]) => (terms ? [[key, terms] as const] : [])));
  }

  async function labelsOf(
    ctx: RequestContext,
    view: BuilderView,
  ): Promise<ReadonlyMap<string, string>> {
    const ids = recordIds(view);
    const resolve = await resolveReferences(
      show.references,
      show.database.queries,
      ctx,
      ids,
      'view',
    );
    return new Map(ids.map(({ type, id }) => [id, resolve(type, id)?.label ?? id]));
  }
}

/** What was typed to try a value from the address with. */
function samplesOf(values: FormValues | undefined): Samples {
  return Object.fromEntries(
    Object.entries(values ?? {}).flatMap(([name, value]) =>
      name.startsWith('try_') && typeof value === 'string'
        ? [[name.slice('try_'.length), value.trim()]]
        : [],
    ),
  );
}
