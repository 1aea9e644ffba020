import { container, type Element, inOrder, link, text } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import { pathsOf } from '../definition/place-problems.ts';
import type { SavedGather } from '../store/saved-gather.ts';
import { ADMINISTER, frame, LIST } from './gather-frame.ts';
import type { GatherScreenDeps } from './screen-deps.ts';

/** `/admin/gathers`: all gathers, where they are shown, and what can be done with each. */
export function gatherListScreen({ gathers }: GatherScreenDeps): PageRoute {
  return {
    methods: ['GET'],
    path: LIST,
    permission: ADMINISTER,
    section: {
      label: 'Gather',
      description: 'Lists of content and other things: pages, feeds, calendars, tables.',
      icon: 'list-filter',
      weight: 25,
    },
    async handle({ ctx }) {
      const { bases } = await gathers.catalogue(ctx);
      const labels = new Map(bases.map(({ name, label }) => [name, label]));
      return {
        kind: 'page',
        ...frame('Gather', { breadcrumb: [{ url: '/admin', label: 'Administration' }] }),
        actions: [
          link(`${LIST}/indexes`, 'Indexes', { look: 'quiet', icon: 'zap' }),
          link(`${LIST}/import`, 'From text', { look: 'secondary', icon: 'file-input' }),
          link(`${LIST}/add`, 'Add gather', { look: 'primary', icon: 'plus' }),
        ],
        body: {
          '#type': 'table',
          '#caption': 'Gathers',
          '#columns': [
            { label: 'Name' },
            { label: 'Lists' },
            { label: 'Where' },
            { label: 'State' },
            { label: 'Operations', hidden: true },
          ],
          '#rows': gathers.list(ctx.stage).map((saved) => ({ cells: cellsOf(saved, labels) })),
          '#empty': {
            '#type': 'empty_state',
            '#icon': 'list-filter',
            '#title': 'No gathers yet',
            '#value':
              'A gather lists what you ask for: upcoming events, everything about a topic, the latest by each author. It can be a page, a feed, a calendar, or stand beside other content.',
            '#children': { add: link(`${LIST}/add`, 'Add gather', { look: 'secondary' }) },
          },
        },
      };
    },
  };
}

function cellsOf(
  { gather, enabled }: SavedGather,
  labels: ReadonlyMap<string, string>,
): readonly Element[] {
  const { name, label, base, description } = gather;
  const at = `${LIST}/${name}`;
  const operation = (path: string, what: string, icon: string) =>
    link(`${at}/${path}`, `${what} ${label}`, { icon, iconOnly: true, look: 'quiet' });
  return [
    container(
      inOrder(
        link(`${at}/edit`, label),
        description !== '' &&
          container({ said: text(description) }, { attributes: { class: 'muted' } }),
      ),
      { attributes: { class: 'stack', 'data-gap': 'small' } },
    ),
    text(labels.get(base) ?? base),
    container(inOrder(...places(gather, enabled)), {
      attributes: { class: 'stack', 'data-gap': 'small' },
    }),
    link(`${at}/switch`, enabled ? 'On' : 'Off', { look: 'link' }),
    container(
      inOrder(
        operation('edit', 'Edit', 'pencil'),
        operation('clone', 'Clone', 'copy'),
        operation('delete', 'Delete', 'trash-2'),
      ),
      { attributes: { class: 'cluster' } },
    ),
  ];
}

/** An address that needs nothing filled in can be followed. */
function places({ displays }: SavedGather['gather'], enabled: boolean): readonly Element[] {
  const at = pathsOf(displays).map(({ path }) =>
    enabled && !path.includes('{') ? link(path, path) : text(path),
  );
  const tiles = displays.filter(({ kind }) => kind === 'tile').length;
  return tiles === 0 ? at : [...at, text(tiles === 1 ? 'One tile' : `${tiles} tiles`)];
}
