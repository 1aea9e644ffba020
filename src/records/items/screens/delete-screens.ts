import { parseId } from '#base';
import { container, inOrder, link, paragraph } from '#grammar/render';
import type { FormDefinition } from '#grammar/forms';
import type { PageAnswer, PageRoute } from '#grammar/routes';
import { ItemNotAllowed, ItemNotFound } from '../item-errors.ts';
import type { Item } from '../item.ts';
import { itemOf } from '../pages/item-of.ts';
import { itemTabs } from '../pages/item-tabs.ts';
import { itemBreadcrumb } from './content-breadcrumb.ts';
import type { ItemScreenDeps } from './screen-deps.ts';

/** How many of the items that point to another are named. */
const NAMED = 20;

/** `/item/{id}/delete` and the way back, `/item/{id}/restore`. */
export function deleteScreens(deps: ItemScreenDeps): readonly PageRoute[] {
  const { items, forms } = deps;
  const form = deleteForm(deps);
  return [
    {
      methods: ['GET', 'POST'],
      path: '/item/{id}/delete',
      signedIn: true,
      async handle(request) {
        const { ctx, params } = request;
        const item = await itemOf(items, ctx, params);
        if (!(await items.whichMay(ctx, 'delete', [item])).has(item.id)) {
          throw new ItemNotAllowed('delete', items.getType(ctx, item.type).name);
        }
        return forms.page(form, { item }, request, {
          theme: 'admin',
          layout: 'narrow',
          title: `Put ${item.title} in the trash`,
          breadcrumb: itemBreadcrumb(item),
          tabs: await itemTabs(items, ctx, item, undefined),
        });
      },
    },
    {
      methods: ['POST'],
      path: '/item/{id}/restore',
      signedIn: true,
      async handle({ ctx, params }): Promise<PageAnswer> {
        const id = parseId<'item'>(params['id']);
        if (!id) throw new ItemNotFound();
        const item = await items.restoreItem(ctx, id);
        return {
          kind: 'redirect',
          to: `/item/${item.id}`,
          messages: [{ tone: 'positive', text: `“${item.title}” is back.` }],
        };
      },
    },
  ];
}

/** Says what still points to an item, and puts it in the trash. */
function deleteForm({ items }: ItemScreenDeps): FormDefinition<{ readonly item: Item }> {
  return {
    id: 'item_delete',
    async build(ctx, { item }) {
      const query = { references: { type: 'item' as const, id: item.id }, limit: NAMED };
      const { items: pointing } = await items.listItems(ctx, query);
      const total = pointing.length < NAMED ? pointing.length : await items.countItems(ctx, query);
      return {
        elements: {
          what: {
            kind: 'static',
            element: paragraph(
              'It goes to the trash with all its revisions. From there it can be brought back until the trash is emptied.',
            ),
          },
          pointing: {
            kind: 'static',
            access: total > 0,
            element: {
              '#type': 'notice',
              '#tone': 'caution',
              '#value': `${total === 1 ? 'One item points' : `${total} items point`} to it. Where they do, readers will see that it is no longer available.`,
              '#children': {
                list: {
                  '#type': 'list',
                  '#items': pointing.map((one) => link(`/item/${one.id}`, one.title)),
                },
                more: container(
                  inOrder(
                    total > pointing.length && paragraph(`And ${total - pointing.length} more.`),
                  ),
                ),
              },
            },
          },
          base: { kind: 'hidden', default: item.revisionId },
        },
        actions: {
          delete: { label: 'Put in the trash', look: 'danger', icon: 'trash-2' },
          cancel: { label: 'Cancel', look: 'quiet', unvalidated: true },
        },
      };
    },
    async submit(ctx, { item }, values, action) {
      if (action === 'cancel') return { kind: 'redirect', to: `/item/${item.id}` };
      await items.deleteItem(ctx, item.id, parseId<'revision'>(values['base']) ?? 'current');
      return {
        kind: 'redirect',
        to: '/admin/content',
        messages: [
          {
            tone: 'positive',
            text: `“${item.title}” is in the trash.`,
            undo: { label: 'Undo', url: `/item/${item.id}/restore` },
          },
        ],
      };
    },
  };
}
