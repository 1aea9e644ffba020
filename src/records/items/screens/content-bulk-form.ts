import { parseId, type ItemId } from '#base';
import type { FormDefinition } from '#grammar/forms';
import type { Element } from '#grammar/render';
import { administers } from '../item-policy.ts';
import type { Items } from '../items.ts';
import { BULK_OPERATIONS, bulkMessages, runBulk } from './content-bulk.ts';

export interface BulkArgs {
  /** The table with a box `item` in each row. */
  readonly table: Element;
  /** What those boxes sent. */
  readonly chosen: readonly string[];
  /** Where the list stands, with its filters. */
  readonly url: string;
}

/** Does one thing to all items that are chosen in the list. */
export function contentBulkForm(items: Items): FormDefinition<BulkArgs> {
  return {
    id: 'content_bulk',
    build: async (ctx, { table }) => ({
      bulk: true,
      elements: { table: { kind: 'static', element: table } },
      actions: {
        publish: { label: 'Publish', look: 'secondary' },
        unpublish: { label: 'Unpublish', look: 'secondary' },
        promote: {
          label: 'To the front page',
          look: 'secondary',
          access: administers(ctx.actor),
        },
        demote: {
          label: 'Off the front page',
          look: 'secondary',
          access: administers(ctx.actor),
        },
        delete: { label: 'Put in the trash', look: 'danger', icon: 'trash-2' },
      },
    }),
    validate: async (_ctx, { chosen }) =>
      chosen.length > 0
        ? []
        : [
            {
              pointer: '',
              code: 'nothing_chosen',
              message: 'Nothing is selected. Tick the items first, then choose what to do.',
            },
          ],
    async submit(ctx, { chosen, url }, _values, action) {
      const operation = BULK_OPERATIONS.find(({ name }) => name === action);
      if (!operation) return { kind: 'again' };
      const ids = chosen.flatMap((text): ItemId[] => {
        const id = parseId<'item'>(text);
        return id ? [id] : [];
      });
      const result = await runBulk(items, ctx, operation, ids);
      return { kind: 'redirect', to: url, messages: bulkMessages(operation, result) };
    },
  };
}
