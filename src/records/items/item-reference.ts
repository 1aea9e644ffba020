import { parseId } from '#base';
import type { ReferenceTarget } from '#grammar/fields';
import { listStageChain, stagedItems } from '#records/stages';
import { sql } from 'kysely';
import type { Items } from './items.ts';

/**
 * Lets fields point to items, out of the trash, that the actor may see: to others an item is not
 * there, neither its title nor that it exists is told to who sets a reference to it.
 */
export function createItemReference(items: Items): ReferenceTarget {
  return {
    type: 'item',

    select: async (queries, ctx, ids) => {
      const chain = await listStageChain(queries, ctx.stage);
      const asked = ids.flatMap((id) => parseId<'item'>(id) ?? []);
      const visible = await items.findVisible(ctx, asked);
      return queries
        .selectFrom(stagedItems(queries, chain).as('item'))
        .select([
          sql<string>`'item'::text`.as('type'),
          sql<string>`item.id::text`.as('id'),
          'item.title as label',
          'item.type as bundle',
          sql`null::jsonb`.as('detail'),
        ])
        .where((item) =>
          visible.ids.length > 0 ? item('item.id', 'in', visible.ids) : item.lit(false),
        )
        .where('item.deleted', 'is', null)
        .where((item) => visible.where(item));
    },

    kinds: async (stage) =>
      items.listTypes({ stage }).map(({ type, name }) => ({ value: type, label: name })),

    url: (row) => `/item/${row.id}`,

    async search(ctx, text, bundles, limit) {
      const query = {
        titleContains: text,
        limit,
        sort: '-changed' as const,
        ...(bundles.length > 0 ? { types: bundles } : {}),
      };
      const page = await items.listItems(ctx, query);
      return page.items.map((item) => ({ value: item.id, label: item.title }));
    },
  };
}
