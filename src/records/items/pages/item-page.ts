import { type ItemId, parseId } from '#base';
import type { RequestContext } from '#grammar/access';
import { container, type Element, inOrder, link } from '#grammar/render';
import type { PageRoute, PageView } from '#grammar/routes';
import { ItemNotFound } from '../item-errors.ts';
import type { Item } from '../item.ts';
import type { Items } from '../items.ts';
import { type AddToPage, withAdded } from './add-to-page.ts';
import { itemTabs } from './item-tabs.ts';
import type { ItemViews } from './item-views.ts';
import { reviewLine, type Stages } from '#records/stages';

/**
 * `/item/{id}`: an item as its readers see it. One statement finds it, one what it points to.
 * Who may bring it back sees it in the trash too; for others it is not there.
 */
export function itemPage(
  items: Items,
  views: ItemViews,
  stages: Pick<Stages, 'known' | 'plan'>,
  addToPage?: AddToPage,
): PageRoute {
  return {
    methods: ['GET'],
    path: '/item/{id}',
    kept: true,
    async handle({ ctx, params }): Promise<PageView> {
      const id = parseId<'item'>(params['id']);
      if (!id) throw new ItemNotFound();
      const found = await items.findItem(ctx, id);
      const item = found ?? (await findRestorable(items, ctx, id));
      if (!item) throw new ItemNotFound();
      const [body] = await views.build(ctx, [item], 'full');
      if (!body) throw new Error('one item makes one element');
      const page = { kind: 'page', title: item.title, titleInBody: true } as const;
      if (!found) {
        return {
          ...page,
          body: container(inOrder(trashNotice(item), body), {
            attributes: { class: 'stack', 'data-gap': 'large' },
          }),
        };
      }
      const description = views.describe(ctx, item);
      return {
        ...page,
        body: below(
          await reviewLine(stages, ctx, `item:${item.id}`, `/item/${item.id}`),
          await withAdded(addToPage, ctx, { on: 'items', item }, body),
        ),
        tabs: await itemTabs(items, ctx, item, 'view'),
        ...(description === undefined ? {} : { description }),
      };
    },
  };
}

/** `body` with what stands above it. */
function below(line: Element | undefined, body: Element): Element {
  return line ? container(inOrder(line, body), { attributes: { class: 'stack' } }) : body;
}

/** Visitors who are not signed in bring nothing back: they are not worth a second statement. */
async function findRestorable(
  items: Items,
  ctx: RequestContext,
  id: ItemId,
): Promise<Item | undefined> {
  if (ctx.actor.kind === 'anonymous') return undefined;
  const item = await items.findTrashedItem(ctx, id);
  if (!item) return undefined;
  return (await items.whichMay(ctx, 'delete', [item])).has(id) ? item : undefined;
}

function trashNotice(item: Item): Element {
  return {
    '#type': 'notice',
    '#tone': 'caution',
    '#value': 'This is in the trash. Below is what it said; readers do not find it any more.',
    '#children': inOrder(
      {
        '#type': 'form',
        '#action': `/item/${item.id}/restore`,
        '#method': 'post',
        '#attributes': { class: 'notice-action' },
        '#children': inOrder({
          '#type': 'button',
          '#value': 'Bring back',
          '#look': 'secondary',
          '#icon': 'undo-2',
        }),
      },
      link('/admin/content/trash', 'See the trash'),
    ),
  };
}
