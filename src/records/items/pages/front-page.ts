import type { RequestContext } from '#grammar/access';
import { can } from '#grammar/access';
import { container, type Element, inOrder, link } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import type { Items } from '../items.ts';
import type { ItemScreenDeps } from '../screens/screen-deps.ts';
import { type AddToPage, withAdded } from './add-to-page.ts';
import { listDependencies } from './item-dependencies.ts';
import type { ItemViews } from './item-views.ts';
import { pageNumber } from './page-number.ts';

const TEASERS = 10;
/** Further ahead the pager does not look: to count all costs more than to list some. */
const PAGES_AHEAD = 10;

/** `/`: promoted items, sticky ones first, newest before older. */
export function frontPage(
  items: Items,
  views: ItemViews,
  site: ItemScreenDeps['site'],
  addToPage?: AddToPage,
): PageRoute {
  return {
    methods: ['GET'],
    path: '/',
    kept: true,
    async handle({ ctx, query, url }) {
      const asked = { promote: true, status: true, stickyFirst: true } as const;
      const page = pageNumber(query);
      const [listed, total] = await Promise.all([
        items.listItems(ctx, { ...asked, limit: TEASERS, offset: page * TEASERS }),
        items.countItems(ctx, { ...asked, limit: TEASERS }, (page + PAGES_AHEAD) * TEASERS),
      ]);
      const teasers = await views.build(ctx, listed.items, 'teaser');
      const body = container(
        inOrder(teasers.length === 0 ? await empty(items, ctx, page) : teaserList(teasers), {
          '#type': 'pager',
          '#page': page,
          '#pages': Math.ceil(total / TEASERS),
          '#url': url,
        }),
        { attributes: { class: 'front-page' }, cache: listDependencies(items, ctx) },
      );
      return {
        kind: 'page',
        title: site(ctx.stage).name,
        body: page === 0 ? await withAdded(addToPage, ctx, { on: 'front' }, body) : body,
      };
    },
  };
}

function teaserList(teasers: readonly Element[]): Element {
  return container(inOrder(...teasers), { attributes: { class: 'teasers' } });
}

/** Says what would stand here, and to who may do something about it, how. */
async function empty(items: Items, ctx: RequestContext, page: number): Promise<Element> {
  if (page > 0) {
    return emptyState('Nothing on this page', 'The list is shorter than that.', [
      link('/', 'To the first page', { look: 'secondary' }),
    ]);
  }
  const own = await items.typesToCreate(ctx);
  const [first] = own;
  if (first) {
    return emptyState(
      'Nothing here yet',
      'What is published and promoted to the front page is listed here, the newest first.',
      [
        link(
          own.length === 1 ? `/item/add/${first.type}` : '/item/add',
          own.length === 1
            ? `Write your first ${first.name.toLowerCase()}`
            : 'Write your first content',
          { look: 'primary', icon: 'plus' },
        ),
      ],
    );
  }
  if (can(ctx.actor, 'administer content types')) {
    return emptyState(
      'Nothing here yet',
      'Content is of a type, such as article or event. Make the first one, then write.',
      [link('/admin/structure/types/add', 'Make an item type', { look: 'primary', icon: 'plus' })],
    );
  }
  return emptyState('Nothing here yet', 'Come back later: nothing has been published so far.', []);
}

function emptyState(title: string, value: string, actions: readonly Element[]): Element {
  return {
    '#type': 'empty_state',
    '#icon': 'newspaper',
    '#title': title,
    '#value': value,
    ...(actions.length > 0 ? { '#children': inOrder(...actions) } : {}),
  };
}
