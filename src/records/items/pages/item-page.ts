import type { PageRoute } from '#grammar/routes';
import type { Items } from '../items.ts';
import { itemOf } from './item-of.ts';
import { itemTabs } from './item-tabs.ts';
import type { ItemViews } from './item-views.ts';

/** `/item/{id}`: an item as its readers see it. One statement finds it, one what it points to. */
export function itemPage(items: Items, views: ItemViews): PageRoute {
  return {
    methods: ['GET'],
    path: '/item/{id}',
    async handle({ ctx, params }) {
      const item = await itemOf(items, ctx, params);
      const [body] = await views.build(ctx, [item], 'full');
      if (!body) throw new Error('one item makes one element');
      const description = views.describe(ctx, item);
      return {
        kind: 'page',
        title: item.title,
        titleInBody: true,
        body,
        tabs: itemTabs(ctx.actor, item, 'view'),
        ...(description === undefined ? {} : { description }),
      };
    },
  };
}
