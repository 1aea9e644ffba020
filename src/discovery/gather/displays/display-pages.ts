import type { RequestContext } from '#grammar/access';
import type { PageRoute } from '#grammar/routes';
import { sectionsOf } from '../definition/gather.ts';
import { requireDisplay } from '../display-access.ts';
import { placedFilters } from '../exposed/exposed-filters.ts';
import { DisplayNotFound, GatherNotFound, NoLookup } from '../gather-errors.ts';
import type { GatherShowDeps } from '../show-deps.ts';
import { buildWithAttachments } from './attachments.ts';
import { displayTitle } from './display-title.ts';

const MOST = 10;

/**
 * `/gather/{name}/{display}`: any display by itself, as a page or, for scripts, as a part of one;
 * and below it, for each filter that names records, what autocomplete boxes ask.
 */
export function createDisplayPages(deps: GatherShowDeps): readonly PageRoute[] {
  const find = ({ stage }: RequestContext, params: Readonly<Record<string, string>>) => {
    const saved = deps.gathers.get(params['name'] ?? '', stage);
    if (!saved.enabled) throw new GatherNotFound();
    const { gather } = saved;
    const display = gather.displays.find(({ id }) => id === params['display']);
    if (!display) throw new DisplayNotFound();
    return { gather, display };
  };
  return [
    {
      methods: ['GET'],
      path: '/gather/{name}/{display}',
      async handle({ ctx, params, url, query, kept, fragment }) {
        const { gather, display } = find(ctx, params);
        const { result, element } = await buildWithAttachments(deps, ctx, gather, display, {
          url,
          query,
          arguments: {},
          level: 2,
          choosing: true,
          ...(kept ? { kept } : {}),
        });
        if (fragment !== undefined) return { kind: 'fragment', body: element };
        return { kind: 'page', title: displayTitle(result), body: element };
      },
    },
    {
      methods: ['GET'],
      path: '/gather/{name}/{display}/{filter}',
      async handle({ ctx, params, query }) {
        const { gather, display } = find(ctx, params);
        const sections = sectionsOf(gather, display);
        await requireDisplay(ctx, sections.access, deps.roleNames);
        const filters = placedFilters(await deps.gathers.catalogue(ctx), gather, sections);
        const source = filters.find(([{ id }]) => id === params['filter'])?.[1];
        if (source?.references === undefined) {
          throw new NoLookup();
        }
        const { type, bundles } = source.references;
        const text = (query.get('q') ?? '')
          .trim()
          .slice(0, 200)
          .toWellFormed()
          .replaceAll('\0', '');
        const found =
          text === '' ? [] : await deps.references.get(type).search(ctx, text, bundles, MOST);
        return {
          kind: 'download',
          mime: 'application/json',
          inline: true,
          body: JSON.stringify(found),
        };
      },
    },
  ];
}
