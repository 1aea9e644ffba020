import type { RequestContext } from '#grammar/access';
import type { Items } from '../items.ts';

const BATCH = 200;

/** Ends everything that is in the trash, one by one; answers how many that were. */
export async function emptyTrash(items: Items, ctx: RequestContext): Promise<number> {
  let count = 0;
  while (!ctx.signal.aborted) {
    const { items: batch } = await items.listItems(ctx, { trash: true, limit: BATCH });
    if (batch.length === 0) break;
    for (const item of batch) await items.purgeItem(ctx, item.id);
    count += batch.length;
  }
  return count;
}
