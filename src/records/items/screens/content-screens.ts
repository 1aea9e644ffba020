import { type ItemId, parseId, TrovatoError } from '#base';
import type { RequestContext } from '#grammar/access';
import { container, type Element, inOrder, link, paragraph } from '#grammar/render';
import type { PageAnswer, PageRoute } from '#grammar/routes';
import type { Items } from '../items.ts';
import { pageNumber } from '../pages/page-number.ts';
import { contentBulkForm } from './content-bulk-form.ts';
import { unpackIds } from './content-bulk.ts';
import { contentFilterForm } from './content-filter-form.ts';
import { filteredQuery, isFiltered, sortOf } from './content-query.ts';
import { contentTable } from './content-table.ts';
import { contentTabs } from './content-tabs.ts';
import { LISTED, listPage } from './list-page.ts';
import type { ItemScreenDeps } from './screen-deps.ts';
import { checkWorksWithContent, worksWithContent } from './works-with-content.ts';

/** `/admin/content`: all content that the actor may see, to find, compare and work through. */
export function contentScreens(deps: ItemScreenDeps): readonly PageRoute[] {
  const { items, forms, references } = deps;
  const filters = contentFilterForm(items);
  const bulk = contentBulkForm(items);
  return [
    {
      methods: ['GET', 'POST'],
      path: '/admin/content',
      signedIn: true,
      section: {
        label: 'Content',
        description: 'Find, write, publish and delete content.',
        icon: 'files',
        weight: 10,
        allows: (actor) => worksWithContent(items, actor),
      },
      async handle(request): Promise<PageAnswer> {
        const { ctx, query, url } = request;
        checkWorksWithContent(items, ctx);
        const sort = sortOf(query);
        const filter = await forms.run(filters, { sort }, { ...request, method: 'GET' });
        if (filter.kind !== 'form') return filter;
        const { listed, total, page } = await listPage(
          items,
          ctx,
          { ...(await filteredQuery(references, ctx, filter.values)), sort },
          pageNumber(query),
        );
        const chosen = request.body.values.get('item') ?? [];
        const actions = await addActions(items, ctx);
        const table = contentTable({
          items,
          ctx,
          listed,
          sort,
          url,
          chosen,
          empty: empty(actions, isFiltered(filter.values)),
          editable: await items.whichMay(ctx, 'update', listed),
          deletable: await items.whichMay(ctx, 'delete', listed),
        });
        const list = await forms.run(bulk, { table, chosen, url }, request);
        if (list.kind !== 'form') return list;
        const none = total === 0;
        return {
          kind: 'page',
          theme: 'admin',
          title: 'Content',
          layout: 'wide',
          status: list.status,
          tabs: contentTabs('content'),
          actions,
          body: container(
            inOrder(
              (!none || isFiltered(filter.values)) && filter.element,
              !none && paragraph(counted(total, page), { class: 'muted numbers' }),
              none ? table : list.element,
              {
                '#type': 'pager',
                '#page': page,
                '#pages': Math.ceil(total / LISTED),
                '#url': url,
              },
            ),
            { attributes: { class: 'stack' } },
          ),
        };
      },
    },
    {
      methods: ['POST'],
      path: '/admin/content/restore',
      signedIn: true,
      async handle({ ctx, query }): Promise<PageAnswer> {
        const ids = unpackIds(query.get('items') ?? '').flatMap((text): ItemId[] => {
          const id = parseId<'item'>(text);
          return id ? [id] : [];
        });
        const restored = await restoreAll(items, ctx, ids);
        return {
          kind: 'redirect',
          to: '/admin/content',
          messages: [
            {
              tone: restored === ids.length ? 'positive' : 'caution',
              text:
                restored === ids.length
                  ? `${restored === 1 ? 'One item is' : `${restored} items are`} back.`
                  : `${restored} of ${ids.length} items are back; the others were not in the trash any more.`,
            },
          ],
        };
      },
    },
  ];
}

async function restoreAll(
  items: Items,
  ctx: RequestContext,
  ids: readonly ItemId[],
): Promise<number> {
  let restored = 0;
  for (const id of ids) {
    try {
      await items.restoreItem(ctx, id);
      restored += 1;
    } catch (error) {
      if (!(error instanceof TrovatoError)) throw error;
    }
  }
  return restored;
}

function counted(total: number, page: number): string {
  if (total <= LISTED) return total === 1 ? 'One item' : `${total} items`;
  const first = page * LISTED + 1;
  return `${first}–${Math.min(first + LISTED - 1, total)} of ${total} items`;
}

async function addActions(items: Items, ctx: RequestContext): Promise<readonly Element[]> {
  const may = (await items.typesToCreate(ctx)).length > 0;
  return may ? [link('/item/add', 'Add content', { look: 'primary', icon: 'plus' })] : [];
}

function empty(actions: readonly Element[], filtered: boolean): Element {
  if (filtered) {
    return {
      '#type': 'empty_state',
      '#icon': 'search-x',
      '#title': 'Nothing matches',
      '#value': 'No content is like what the filters ask for.',
      '#children': inOrder(link('/admin/content', 'Show all content', { look: 'secondary' })),
    };
  }
  return {
    '#type': 'empty_state',
    '#icon': 'files',
    '#title': 'No content yet',
    '#value': 'Articles, events, whatever your item types are: what is written is listed here.',
    '#children': inOrder(...actions),
  };
}
