import { parseId } from '#base';
import type { ReferenceTarget } from '#grammar/fields';
import { listStageChain, stagedItems } from '#records/stages';
import { sql } from 'kysely';
import type { Items } from './items.ts';

/**
 * Lets fields point to items. At save an item has to exist, out of the trash; to see its title
 * the reader must be allowed to see the item.
 */
export function createItemReference(items: Items): ReferenceTarget {
  return {
    type: 'item',

    select: async (queries, ctx, ids, purpose) => {
      const chain = await listStageChain(queries, ctx.stage);
      const asked = ids.flatMap((id) => parseId<'item'>(id) ?? []);
      const visible = purpose === 'view' ? await items.findVisible(ctx, asked) : undefined;
      return queries
        .selectFrom(stagedItems(queries, chain).as('item'))
        .select([
          sql<string>`'item'::text`.as('type'),
          sql<string>`item.id::text`.as('id'),
          'item.title as label',
          'item.type as bundle',
          sql`null::jsonb`.as('detail'),
        ])
        .where((item) => {
          const found = visible?.ids ?? asked;
          return found.length > 0 ? item('item.id', 'in', found) : item.lit(false);
        })
        .where('item.deleted', 'is', null)
        .where((item) => visible?.where(item) ?? item.lit(true));
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
