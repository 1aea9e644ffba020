import type { RequestContext } from '#grammar/access';
import {
  container,
  type Element,
  inOrder,
  link,
  paragraph,
  type TableRow,
  text,
} from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import type { ItemType } from '../types/item-type.ts';
import type { Items } from '../items.ts';
import { deleteTypeForm } from './delete-type-form.ts';
import { rowLink, rowOperations } from './row-operations.ts';
import type { ItemScreenDeps } from './screen-deps.ts';
import { typeForm } from './type-form.ts';
import { fieldsUrl, TYPES, TYPES_URL, typeBreadcrumb, typeTabs } from './types-breadcrumb.ts';

export const TYPES_PERMISSION = 'administer content types';

/** `/admin/structure/types`: which types there are, adding, changing and deleting them. */
export function typeScreens({ items, forms }: ItemScreenDeps): readonly PageRoute[] {
  const form = typeForm(items);
  const deletion = deleteTypeForm(items);
  const add = link(`${TYPES_URL}/add`, 'Add item type', { look: 'primary', icon: 'plus' });
  return [
    {
      methods: ['GET'],
      path: TYPES_URL,
      permission: TYPES_PERMISSION,
      section: {
        label: 'Item types',
        description: 'Which kinds of content there are, and their fields.',
        icon: 'shapes',
        weight: 30,
      },
      async handle({ ctx }) {
        const types = items.listTypes(ctx);
        return {
          kind: 'page',
          theme: 'admin',
          title: 'Item types',
          actions: types.length > 0 ? [add] : [],
          body: {
            '#type': 'table',
            '#caption': 'Item types',
            '#columns': [
              { label: 'Name' },
              { label: 'Machine name' },
              { label: 'Items', numeric: true },
              { label: 'Fields', numeric: true },
              { label: 'Operations', hidden: true },
            ],
            '#rows': await Promise.all(types.map((type) => row(items, ctx, type))),
            '#empty': {
              '#type': 'empty_state',
              '#icon': 'shapes',
              '#title': 'No item types yet',
              '#value':
                'An item type says what a kind of content is made of: an article has a text and a picture, an event a date and a place.',
              '#children': inOrder(add),
            },
          },
        };
      },
    },
    {
      methods: ['GET', 'POST'],
      path: `${TYPES_URL}/add`,
      permission: TYPES_PERMISSION,
      handle: (request) =>
        forms.page(form, {}, request, {
          theme: 'admin',
          layout: 'narrow',
          title: 'Add item type',
          breadcrumb: TYPES,
        }),
    },
    {
      methods: ['GET', 'POST'],
      path: `${TYPES_URL}/{type}/edit`,
      permission: TYPES_PERMISSION,
      async handle(request) {
        const type = items.getType(request.ctx, request.params['type'] ?? '');
        return forms.page(form, { type }, request, {
          theme: 'admin',
          layout: 'narrow',
          title: `Settings of ${type.name}`,
          breadcrumb: typeBreadcrumb(type),
          tabs: typeTabs(type, 'edit'),
          actions: [
            link(`${TYPES_URL}/${type.type}/delete`, 'Delete', { look: 'quiet', icon: 'trash-2' }),
          ],
        });
      },
    },
    {
      methods: ['GET', 'POST'],
      path: `${TYPES_URL}/{type}/delete`,
      permission: TYPES_PERMISSION,
      async handle(request) {
        const type = items.getType(request.ctx, request.params['type'] ?? '');
        return forms.page(deletion, { type }, request, {
          theme: 'admin',
          layout: 'narrow',
          title: `Delete ${type.name}`,
          breadcrumb: typeBreadcrumb(type),
        });
      },
    },
  ];
}

async function row(items: Items, ctx: RequestContext, type: ItemType): Promise<TableRow> {
  const count = await items.countItems(ctx, { types: [type.type], limit: 1 });
  return {
    cells: [name(type), text(type.type), number(count), number(type.fields.length), ways(type)],
  };
}

function name(type: ItemType): Element {
  return container(
    inOrder(
      link(fieldsUrl(type), type.name),
      type.description !== '' && paragraph(type.description, { class: 'muted' }),
      type.plugin !== null && paragraph(`Made by the plugin “${type.plugin}”`, { class: 'muted' }),
    ),
    { attributes: { class: 'cell-title' } },
  );
}

function ways(type: ItemType): Element {
  return rowOperations(
    rowLink(`${TYPES_URL}/${type.type}/edit`, 'settings-2', `Settings of ${type.name}`),
    rowLink(`/item/add/${type.type}`, 'plus', `Add content of the type ${type.name}`),
  );
}

function number(value: number): Element {
  return text(String(value));
}
