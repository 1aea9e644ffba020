import { parseId } from '#base';
import {
  container,
  type Element,
  inOrder,
  link,
  paragraph,
  type TableRow,
  text,
  time,
} from '#grammar/render';
import type { RequestContext } from '#grammar/access';
import type { FormDefinition } from '#grammar/forms';
import type { PageAnswer, PageRoute } from '#grammar/routes';
import { ItemNotAllowed, ItemNotFound } from '../item-errors.ts';
import type { Item } from '../item.ts';
import { administers } from '../item-policy.ts';
import type { Items } from '../items.ts';
import { pageNumber } from '../pages/page-number.ts';
import { CONTENT } from './content-breadcrumb.ts';
import { contentTabs } from './content-tabs.ts';
import { emptyTrash } from './empty-trash.ts';
import { checkWorksWithContent } from './works-with-content.ts';
import { LISTED, listPage } from './list-page.ts';
import { rowButton, rowLink, rowOperations } from './row-operations.ts';
import type { ItemScreenDeps } from './screen-deps.ts';

const TRASH = [...CONTENT, { url: '/admin/content/trash', label: 'Trash' }];

/** What was deleted and can still be brought back: to those who may see it, and delete it. */
export function trashScreens(deps: ItemScreenDeps): readonly PageRoute[] {
  const { items, forms } = deps;
  const purge = purgeForm(items);
  const emptying = emptyTrashForm(items);
  return [
    {
      methods: ['GET'],
      path: '/admin/content/trash',
      signedIn: true,
      async handle({ ctx, query, url }) {
        checkWorksWithContent(items, ctx);
        const asked = { trash: true };
        const { listed, total, page } = await listPage(items, ctx, asked, pageNumber(query));
        const may = administers(ctx.actor);
        return {
          kind: 'page',
          theme: 'admin',
          title: 'Trash',
          breadcrumb: CONTENT,
          tabs: contentTabs('trash'),
          actions:
            may && total > 0
              ? [
                  link('/admin/content/trash/empty', 'Empty trash', {
                    look: 'danger',
                    icon: 'trash-2',
                  }),
                ]
              : [],
          body: container(
            inOrder(trashTable(items, ctx, listed, may), {
              '#type': 'pager',
              '#page': page,
              '#pages': Math.ceil(total / LISTED),
              '#url': url,
            }),
          ),
        };
      },
    },
    {
      methods: ['GET', 'POST'],
      path: '/admin/content/trash/empty',
      permission: 'administer content',
      handle: (request) =>
        forms.page(emptying, {}, request, {
          theme: 'admin',
          layout: 'narrow',
          title: 'Empty trash',
          breadcrumb: TRASH,
        }),
    },
    {
      methods: ['GET', 'POST'],
      path: '/admin/content/trash/{id}/delete',
      signedIn: true,
      async handle(request): Promise<PageAnswer> {
        const { ctx, params } = request;
        const id = parseId<'item'>(params['id']);
        const listed = id && (await items.listItems(ctx, { ids: [id], trash: true, limit: 1 }));
        const item = listed?.items[0];
        if (!item) throw new ItemNotFound();
        if (!administers(ctx.actor))
          throw new ItemNotAllowed('end', items.getType(ctx, item.type).name);
        return forms.page(purge, { item }, request, {
          theme: 'admin',
          layout: 'narrow',
          title: `Delete ${item.title} for good`,
          breadcrumb: TRASH,
        });
      },
    },
  ];
}

function trashTable(
  items: Items,
  ctx: RequestContext,
  listed: readonly Item[],
  mayPurge: boolean,
): Element {
  return {
    '#type': 'table',
    '#caption': 'What is in the trash, the last deleted first',
    '#columns': [
      { label: 'Title' },
      { label: 'Type' },
      { label: 'Author' },
      { label: 'Deleted' },
      { label: 'Operations', hidden: true },
    ],
    '#rows': listed.map((item): TableRow => ({
      cells: [
        link(`/item/${item.id}`, item.title),
        text(items.findType(ctx, item.type)?.name ?? item.type),
        text(item.authorName),
        item.deleted ? time(item.deleted, 'relative') : text(''),
        rowOperations(
          rowButton(`/item/${item.id}/restore`, 'undo-2', `Bring back ${item.title}`),
          mayPurge &&
            rowLink(
              `/admin/content/trash/${item.id}/delete`,
              'trash-2',
              `Delete ${item.title} for good`,
            ),
        ),
      ],
    })),
    '#empty': {
      '#type': 'empty_state',
      '#icon': 'trash-2',
      '#title': 'The trash is empty',
      '#value': 'What is deleted comes here first, and can be brought back from here.',
    },
  };
}

function purgeForm(items: Items): FormDefinition<{ readonly item: Item }> {
  return {
    id: 'item_purge',
    build: async (_ctx, { item }) => ({
      elements: {
        what: {
          kind: 'static',
          element: paragraph(
            `“${item.title}” and all its revisions will be gone. This cannot be undone.`,
          ),
        },
      },
      actions: {
        purge: { label: 'Delete for good', look: 'danger', icon: 'trash-2' },
        cancel: { label: 'Cancel', look: 'quiet', unvalidated: true },
      },
    }),
    async submit(ctx, { item }, _values, action) {
      if (action === 'cancel') return { kind: 'redirect', to: '/admin/content/trash' };
      await items.purgeItem(ctx, item.id);
      return {
        kind: 'redirect',
        to: '/admin/content/trash',
        messages: [{ tone: 'positive', text: `“${item.title}” was deleted for good.` }],
      };
    },
  };
}

function emptyTrashForm(items: Items): FormDefinition<object> {
  return {
    id: 'trash_empty',
    async build(ctx) {
      const total = await items.countItems(ctx, { trash: true, limit: 1 });
      const what = total === 1 ? 'One item' : `${total} items`;
      return {
        elements: {
          what: {
            kind: 'static',
            element: paragraph(`${what} will be gone with all revisions. This cannot be undone.`),
          },
        },
        actions: {
          empty: { label: 'Empty trash', look: 'danger', icon: 'trash-2' },
          cancel: { label: 'Cancel', look: 'quiet', unvalidated: true },
        },
      };
    },
    async submit(ctx, _args, _values, action) {
      if (action === 'cancel') return { kind: 'redirect', to: '/admin/content/trash' };
      const count = await emptyTrash(items, ctx);
      return {
        kind: 'redirect',
        to: '/admin/content/trash',
        messages: [
          {
            tone: 'positive',
            text: `${count === 1 ? 'One item was' : `${count} items were`} deleted for good.`,
          },
        ],
      };
    },
  };
}
