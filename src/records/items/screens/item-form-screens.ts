import { NotAllowed, parseId } from '#base';
import { container, type Element, inOrder, paragraph } from '#grammar/render';
import type { PageAnswer, PageRequest, PageRoute } from '#grammar/routes';
import { ItemNotAllowed } from '../item-errors.ts';
import type { Item } from '../item.ts';
import type { Items } from '../items.ts';
import type { ItemType } from '../types/item-type.ts';
import { itemOf } from '../pages/item-of.ts';
import { itemTabs } from '../pages/item-tabs.ts';
import { answerConflict } from './answer-conflict.ts';
import { conflictForm } from './conflict-form.ts';
import { CONTENT, itemBreadcrumb } from './content-breadcrumb.ts';
import { inFormStage } from './form-stage.ts';
import { draftNotice, draftWays, recordOf } from './item-draft.ts';
import { reviewLine } from '#records/stages';
import { itemForm, itemFormTitle } from './item-form.ts';
import { ConflictedSave } from './save-item.ts';
import type { ItemScreenDeps } from './screen-deps.ts';

/** `/item/add`, `/item/add/{type}`, `/item/{id}/edit` and what follows two edits of the same. */
export function itemFormScreens(deps: ItemScreenDeps): readonly PageRoute[] {
  const { items, forms } = deps;
  const form = itemForm(deps);
  const conflicts = conflictForm(deps);

  return [
    {
      methods: ['GET'],
      path: '/item/add',
      signedIn: true,
      async handle({ ctx }) {
        const types = await items.typesToCreate(ctx);
        const [only] = types;
        if (!only) {
          throw new NotAllowed(
            'item.nothing_to_create',
            items.listTypes(ctx).length === 0
              ? 'There are no item types yet. Who manages the structure of the site can make one.'
              : 'Your account may not create content of any type.',
          );
        }
        if (types.length === 1) return { kind: 'redirect', to: `/item/add/${only.type}` };
        return {
          kind: 'page',
          theme: 'admin',
          title: 'Add content',
          breadcrumb: CONTENT,
          body: container(inOrder(...types.map(typeCard)), { attributes: { class: 'cards' } }),
        };
      },
    },
    {
      methods: ['GET', 'POST'],
      path: '/item/add/{type}',
      signedIn: true,
      async handle(sent) {
        const request = inFormStage(deps, sent);
        const type = items.getType(request.ctx, request.params['type'] ?? '');
        const may = await items.typesToCreate(request.ctx);
        if (!may.includes(type)) throw new ItemNotAllowed('create', type.name);
        const ways = await draftWays(deps, request.ctx, undefined);
        return forms.page(form, { type, ways }, request, {
          theme: 'admin',
          layout: 'wide',
          title: itemFormTitle({ type }),
          breadcrumb: CONTENT,
        });
      },
    },
    {
      methods: ['GET', 'POST'],
      path: '/item/{id}/edit',
      signedIn: true,
      async handle(sent) {
        const request = inFormStage(deps, sent);
        const { ctx } = request;
        const item = await itemToEdit(items, request);
        const type = items.getType(ctx, item.type);
        const may = await items.whichMay(ctx, 'update', [item]);
        if (!may.has(item.id)) throw new ItemNotAllowed('edit', type.name);
        const ways = await draftWays(deps, ctx, item);
        try {
          const shown = await forms.run(form, { type, item, ways }, request);
          if (shown.kind !== 'form') return shown;
          return {
            kind: 'page',
            theme: 'admin',
            layout: 'wide',
            title: itemFormTitle({ type, item }),
            status: shown.status,
            breadcrumb: itemBreadcrumb(item),
            tabs: await itemTabs(items, ctx, item, 'edit'),
            body: container(
              inOrder(
                ways.draft && draftNotice(ctx, item, ways.draft, deps.site().timeZone),
                await reviewLine(deps.stages, ctx, recordOf(item), `/item/${item.id}/edit`),
                shown.element,
              ),
            ),
          };
        } catch (error) {
          if (!(error instanceof ConflictedSave)) throw error;
          return answerConflict(deps, conflicts, request, type, error);
        }
      },
    },
    {
      methods: ['GET', 'POST'],
      path: '/item/{id}/conflict',
      signedIn: true,
      async handle(sent): Promise<PageAnswer> {
        const request = inFormStage(deps, sent);
        const item = await itemOf(items, request.ctx, request.params);
        if (request.method === 'GET') return { kind: 'redirect', to: `/item/${item.id}/edit` };
        return answerConflict(deps, conflicts, request, items.getType(request.ctx, item.type));
      },
    },
  ];
}

/** An item that was put in the trash while its form was open is still taken from it. */
async function itemToEdit(items: Items, { ctx, method, params }: PageRequest): Promise<Item> {
  const id = parseId<'item'>(params['id']);
  const trashed = id && method === 'POST' ? await items.findTrashedItem(ctx, id) : undefined;
  return trashed ?? itemOf(items, ctx, params);
}

function typeCard(type: ItemType): Element {
  return {
    '#type': 'card',
    '#title': type.name,
    '#level': 2,
    '#url': `/item/add/${type.type}`,
    '#children': inOrder(type.description !== '' && paragraph(type.description)),
  };
}
